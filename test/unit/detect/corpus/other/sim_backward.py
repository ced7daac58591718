from robot import Robot, World

world = World()
robot = Robot(world)
while not robot.done:
    if robot.blocked():
        robot.backward()
    else:
        robot.forward()
    world.step()
