"""Places in the United Kingdom that people name when they are asked where they work; an entry has the nation.

Counties, council areas, regions and large towns; names that other countries know as well are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

_PLACES = {
    "GB-ENG": """
        Avon, Bedfordshire, Berkshire, Buckinghamshire, Cambridgeshire, Cheshire, Cornwall, Cumbria,
        Derbyshire, Devon, Dorset, County Durham, Essex, East Sussex, West Sussex, Sussex,
        Gloucestershire, Greater London, Greater Manchester, Hampshire, Herefordshire, Hertfordshire,
        Huntingdonshire, Isle of Wight, Kent, Lancashire, Leicestershire, Lincolnshire, Merseyside,
        Middlesex, Norfolk, Northamptonshire, Northumberland, Nottinghamshire, Oxfordshire, Rutland,
        Shropshire, Somerset, Staffordshire, Suffolk, Surrey, Tyne and Wear, Tyne & Wear, Warwickshire,
        West Midlands, Wiltshire, Worcestershire, Yorkshire, North Yorkshire, South Yorkshire, West
        Yorkshire, East Yorkshire, East Riding of Yorkshire, Humberside, Cleveland, Teesside, Tyneside,
        East Midlands, Midlands, East Anglia, East of England, North East England, North West England,
        South East England, South West England, North of England, South of England, Home Counties, London,
        Central London, East London, North London, South London, West London, Birmingham, Manchester,
        Liverpool, Leeds, Sheffield, Bradford, Bristol, Newcastle upon Tyne, Nottingham, Leicester,
        Coventry, Sunderland, Brighton, Brighton and Hove, Hull, Kingston upon Hull, Plymouth,
        Southampton, Stoke-on-Trent, Wolverhampton, Derby, Portsmouth, York, Exeter, Norwich, Oxford,
        Cambridge, Peterborough, Milton Keynes, Luton, Bournemouth, Blackpool, Croydon, Salford,
        Huddersfield, Middlesbrough
    """,
    "GB-SCT": """
        Aberdeenshire, Aberdeen, Angus, Argyll and Bute, Argyll, Ayrshire, Clackmannanshire, Dumfries and
        Galloway, Dundee, Dunbartonshire, East Lothian, Midlothian, West Lothian, Lothian, Edinburgh,
        Falkirk, Fife, Glasgow, Highlands, Scottish Highlands, Inverness, Inverclyde, Lanarkshire, Moray,
        Orkney, Perth and Kinross, Renfrewshire, Scottish Borders, Shetland, Stirling, Strathclyde,
        Tayside, Western Isles, Outer Hebrides
    """,
    "GB-WLS": """
        Anglesey, Blaenau Gwent, Bridgend, Caerphilly, Cardiff, Carmarthenshire, Ceredigion, Clwyd, Conwy,
        Denbighshire, Dyfed, Flintshire, Glamorgan, Gwent, Gwynedd, Merthyr Tydfil, Monmouthshire, Neath
        Port Talbot, Pembrokeshire, Powys, Rhondda Cynon Taf, Swansea, Torfaen, Vale of Glamorgan,
        Wrexham, North Wales, South Wales, Mid Wales, West Wales
    """,
    "GB-NIR": """
        Antrim, County Antrim, Armagh, County Armagh, Belfast, Derry, Londonderry, County Down, County
        Fermanagh, Fermanagh, County Londonderry, Tyrone, County Tyrone, Lisburn, Newry
    """,
}


def names() -> Iterator[tuple[str, str]]:
    """Each place with the code of its nation."""
    for nation, places in _PLACES.items():
        yield from ((nation, " ".join(place.split())) for place in places.split(",") if place.strip())
