"""On Record: who did what to whom, where, when, how many, and who says so.

>>> import onrecord
>>> record = onrecord.read("article.html")
>>> record.reports
"""

__version__ = "0.1.0"
