"""Who is who: countries, bodies, armed groups and office holders with dates, as data files."""
