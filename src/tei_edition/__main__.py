"""``python -m tei_edition``."""

import sys

from tei_edition.cli.main import main

sys.exit(main())
