"""A course as a SCORM 1.2 package, for an employer's own learning system.

One page holds the whole course, because it is one SCO: a learning system talks to one page from beginning to
end, and turning pages would end the conversation. It asks no other host for anything.
"""
