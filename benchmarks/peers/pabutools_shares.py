"""What pabutools selects by equal shares with costs as utilities, ties to the lower cost: original ids as JSON."""

import json
import sys

from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares
from pabutools.tiebreaking import min_cost_tie_breaking

instance, profile = parse_pabulib(sys.argv[1])
chosen = method_of_equal_shares(
    instance, profile.as_multiprofile(), sat_class=Cost_Sat, tie_breaking=min_cost_tie_breaking
)
print(json.dumps([project.name for project in chosen]))
