"""Random numbers that are the same on every machine and in every version of Python."""


class Random:
    """Knuth's 64-bit linear congruential generator; the upper bits only."""

    def __init__(self, seed):
        self.state = seed
        for _ in range(4):
            self.below(2)

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def unit(self):
        """A double in (0,1)."""
        return (self.below(2**30 - 1) + 1) / 2.0**30
