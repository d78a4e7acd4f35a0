"""A person with a browser's patience: signs in at the issuer, comes back to Superset, asks for charts."""

import base64
import hashlib
import hmac
import re
import struct
import time
from html import unescape

import requests


def code_now(password, email):
    """The demo's second factor, which follows from its password as the runner's SecondFactor works it out."""
    key = hmac.new(password.encode(), email.encode(), hashlib.sha1).digest()
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Person:
    def __init__(self, superset, email, password):
        self.superset = superset
        self.email = email
        self.browser = requests.Session()
        self.token = None
        page = self.browser.get(superset + "/login/bloom", timeout=120)
        token = re.search(r'name="_csrf"[^>]*value="([^"]+)"', page.text).group(1)
        form = {"username": email, "password": password, "code": code_now(password, email), "_csrf": unescape(token)}
        self.landed = self.browser.post(page.url.split("?")[0], data=form, timeout=120)

    def me(self):
        answer = self.browser.get(self.superset + "/api/v1/me/roles/", timeout=60)
        return answer.json()["result"] if answer.ok else None

    def get(self, path, **parameters):
        return self.browser.get(self.superset + path, params=parameters, timeout=120)

    def post(self, path, body):
        self.token = self.token or self.get("/api/v1/security/csrf_token/").json().get("result", "")
        headers = {"X-CSRFToken": self.token, "Referer": self.superset}
        return self.browser.post(self.superset + path, json=body, headers=headers, timeout=120)

    def asked(self, dataset_id, form, query):
        body = {
            "datasource": {"id": dataset_id, "type": "table"},
            "queries": [{"row_limit": 1000, "filters": [], "extras": {}, **query}],
            "result_format": form, "result_type": "full", "force": True,
        }
        answer = self.post("/api/v1/chart/data", body)
        answer.raise_for_status()
        return answer

    def rows(self, dataset_id, **query):
        """What a chart of this dataset shows to this person."""
        return self.asked(dataset_id, "json", query).json()["result"][0]["data"]

    def drilled(self, dataset_id, filters=()):
        """The single rows behind a tile, as its menu offers them."""
        address = f"/datasource/samples?datasource_type=table&datasource_id={dataset_id}&per_page=50&page=1"
        answer = self.post(address, {"filters": list(filters)})
        answer.raise_for_status()
        return answer.json()["result"]["data"]

    def csv(self, dataset_id, **query):
        """The same as a file."""
        return self.asked(dataset_id, "csv", query).text
