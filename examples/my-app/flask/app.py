"""A small shop: a real view with a database and a template. One function makes it a backend of lbbench: `say_name`."""

import os
import sqlite3

from flask import Flask, g, render_template, request

app = Flask(__name__)


@app.after_request
def say_name(response):
    """All that lbbench needs to know: which backend answered."""
    response.headers["x-lbbench-backend"] = os.environ.get("LBBENCH_NAME", "my-flask-app")
    return response


@app.get("/health")
def health():
    return ""


@app.get("/")
def shop():
    most = request.args.get("cheaper-than", 500, type=int)
    rows = database().execute(
        "SELECT name, cents FROM articles WHERE cents < ? ORDER BY cents DESC LIMIT 20", (most,)
    )
    return render_template("shop.html", articles=rows.fetchall(), most=most)


def database():
    """A connection a request, as Flask's documentation has it; in memory, so that there is nothing to set up."""
    if "database" not in g:
        g.database = sqlite3.connect(":memory:")
        g.database.execute("CREATE TABLE articles (name TEXT, cents INTEGER)")
        articles = ((f"article {number}", number * 7919 % 1000) for number in range(500))
        g.database.executemany("INSERT INTO articles VALUES (?, ?)", articles)
    return g.database


@app.teardown_appcontext
def close_database(_):
    connection = g.pop("database", None)
    if connection is not None:
        connection.close()
