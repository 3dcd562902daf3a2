"""Settings of the web server: `gunicorn -c lockin/gunicorn.py lockin.wsgi`; options given win."""

from lockin import settings

bind = f"127.0.0.1:{settings.PORT}"
proc_name = "lockin-web"

# Threads wait for the database; a second process is there while the first computes or restarts.
worker_class = "gthread"
workers = settings.WEB_PROCESSES
threads = 8
preload_app = True  # loaded once; what cannot be loaded ends the server at once

timeout = 60
graceful_timeout = 5  # a page takes less, and whoever ends the server waits for it
max_requests, max_requests_jitter = 10_000, 1_000  # whatever leaks ends with its process

# Each request is logged by django-structlog, with its id; the rest goes through the same door.
accesslog = None
logconfig_dict = settings.LOGGING
control_socket_disable = True  # signals do, and a socket is one more thing to guard

forwarded_allow_ips = "127.0.0.1,::1"
limit_request_line, limit_request_fields, limit_request_field_size = 8190, 100, 16_380
