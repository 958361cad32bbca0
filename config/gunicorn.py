"""How gunicorn serves the portal: demonstration, production and benchmarks alike. Settings' names are gunicorn's."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# A connection kept open stays with its worker: one would have all the work while the other idles.
keepalive = 0
accesslog = None
loglevel = "warning"
