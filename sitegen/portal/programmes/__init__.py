"""How far activities and projects are `/program/`: of the city, of each unit, and of each of them."""
