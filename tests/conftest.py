import sys
from pathlib import Path

# Tests are no packages (import mode importlib): what several of them share is found here.
for folder in (Path(__file__).parent, Path(__file__).parent / "factories"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
