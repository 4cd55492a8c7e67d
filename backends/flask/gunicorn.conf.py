# What lbbench does not set per backend (see backend.yaml). GUNICORN_CMD_ARGS="--timeout 2 --max-requests 100" goes before this.

# The app is loaded once, before workers are forked: all workers are ready at the same time, and one that is replaced
# takes over at once.
preload_app = True
# A run may hold requests for long on purpose; gunicorn's default of 30 s kills the workers that do.
timeout = 120
graceful_timeout = 5
accesslog = None
loglevel = "warning"
# Heartbeat files of the workers: in memory, where no disk can make a worker late.
worker_tmp_dir = "/dev/shm"
