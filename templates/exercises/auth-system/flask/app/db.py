"""The database.

`with Session.begin() as session:` is one transaction: at the end of the block all that happened in it takes
effect, or nothing if it was left by an error. What was read stays readable after the block.
"""

import os

from dotenv import load_dotenv
from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import DeclarativeBase, sessionmaker

load_dotenv()  # whatever starts first, the settings of .env are there

URL = make_url(os.environ.get("DATABASE_URL") or "postgresql:///app")

# It connects when it is used first. What a statement was given stays out of the log: there are secrets in it.
engine = create_engine(URL.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True)
Session = sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    """What the classes of the tables are made from."""
