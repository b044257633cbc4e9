"""What a web server calls. It does not come up where an acknowledged answer could be lost."""

import os

from django.core.wsgi import get_wsgi_application

from leitplanke_web.config.private import keep_private
from leitplanke_web.config.start import require_safe_start

keep_private()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitplanke_web.config.settings")

application = get_wsgi_application()
require_safe_start()
