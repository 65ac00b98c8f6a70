"""Figures beside their goals."""

from dataclasses import dataclass, field


@dataclass
class Goals:
    """Collects figures and tells which missed their goal."""

    rows: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def at_least(self, name: str, figure: float, goal: float):
        self.rows.append((name, f"{figure:.2f}", f">= {goal:g}", figure >= goal))

    def at_most(self, name: str, figure: float, goal: float):
        self.rows.append((name, f"{figure:.2f}", f"<= {goal:g}", figure <= goal))

    def close(self, title: str) -> bool:
        """Prints the table; answers whether every goal was reached."""
        print(f"\n{title}")
        width = max((len(row[0]) for row in self.rows), default=0)
        for name, figure, goal, is_reached in self.rows:
            print(f"  {name:<{width}}  {figure:>10}  {goal:>9}  {'' if is_reached else 'MISSED'}")
        return all(row[3] for row in self.rows)
