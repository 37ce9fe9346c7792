from tests.publishing_world import A, B, aws, world  # noqa: F401


def test_first(world, capsys):
    cloud = world.deploy(A)
    print(cloud.requests, cloud.calls)
    world.is_shown(A)
    cloud = world.deploy(A)
    print(cloud.requests)
    cloud = world.deploy(B)
    world.is_shown(B)
