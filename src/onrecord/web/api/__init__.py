"""The API, version 1: what the pages show, for programs. Its answers are the records of the contract as JSON.

Everything here only reads. What it takes and gives stands in ``/api/v1/openapi.json``; ``/api/v1`` lists it for people.
"""

from onrecord.web.api.routes import PREFIX, add_api

__all__ = ["PREFIX", "add_api"]
