"""How the server runs: two processes of two threads, made from one that has loaded everything."""

# A dashboard asks for some twenty charts at once, and one process answers them one after other however many threads it
# has: each costs a tenth of a second of Python. Four in all: a person may have four statements in the warehouse at once.
workers = 2
threads = 4
worker_class = "gthread"
# Loaded once, not twice: that takes ten seconds and 100 MB. It says nothing while it loads, which takes minutes on a busy machine.
preload_app = True
timeout = 600
keepalive = 30
accesslog = "/dev/null"
loglevel = "warning"


def post_fork(server, worker):
    """Two processes on one connection would read each other's answers."""
    from superset import db

    with worker.app.wsgi().app_context():
        db.engine.dispose(close=False)
