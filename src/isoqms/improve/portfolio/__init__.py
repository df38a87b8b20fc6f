"""The portfolio of a reform: offices and procedures over dates, what was cut, how far that has come, who does best."""

from isoqms.improve.portfolio.portfolio import Portfolio, portfolio

__all__ = ["Portfolio", "portfolio"]
