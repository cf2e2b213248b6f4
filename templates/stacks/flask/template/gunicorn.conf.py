"""How gunicorn serves the app; it finds this file by itself."""

import os

from dotenv import load_dotenv

load_dotenv()  # settings from .env; a variable that is already set keeps its value

wsgi_app = "app:create_app()"
bind = f"0.0.0.0:{os.environ.get('PORT') or 3000}"
# One process with a few threads: what is kept in memory is there for every request.
workers = 1
threads = 8
preload_app = True  # an app that cannot start says so before the port is open
graceful_timeout = 5  # seconds that requests in flight have after SIGTERM
limit_request_line = 8190  # longer addresses than by default reach the app, which has an answer to them
control_socket_disable = True
