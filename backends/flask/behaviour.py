"""What this backend is like: its service times, its failures, its name. lbbench writes it as JSON (docs/backends.md)."""

import bisect
import json
import os


class Profile:
    def __init__(self, written):
        self.name = written["name"]
        self.cpu_share = written["cpuShare"]
        self._quantiles = written["serviceTime"]["quantiles"]
        self._ms = written["serviceTime"]["ms"]
        self._failures = written["failures"]

    @classmethod
    def from_environment(cls):
        """LBBENCH_PROFILE names the file."""
        with open(os.environ["LBBENCH_PROFILE"], encoding="utf-8") as file:
            return cls(json.load(file))

    def service_ms(self, demand):
        """Service time of a demand, a quantile in [0, 1): straight lines between the rows of the table."""
        right = bisect.bisect_right(self._quantiles, demand)
        if right == 0:
            return self._ms[0]
        if right == len(self._quantiles):
            return self._ms[-1]
        low, high = self._quantiles[right - 1], self._quantiles[right]
        share = (demand - low) / (high - low)
        return self._ms[right - 1] + share * (self._ms[right] - self._ms[right - 1])

    def failure(self, draw):
        """None, "error", "reset", "close" or "hang": the shares lie side by side in [0, 1), from 0 on."""
        edge = 0.0
        for kind in ("error", "reset", "close", "hang"):
            edge += self._failures[kind + "Share"]
            if draw < edge:
                return kind
        return None

    @property
    def error_status(self):
        return self._failures["status"]

    @property
    def hang_ms(self):
        return self._failures["hangMs"]

    @property
    def after_share(self):
        """Requests that fail do so after this share of their service time."""
        return self._failures["afterShare"]
