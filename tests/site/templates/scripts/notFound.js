// ours is not wanted here
