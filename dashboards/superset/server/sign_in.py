"""Signing in: the API's issuer says who someone is, in which organization, as what and at which branches."""

import logging

import requests
from flask import current_app, redirect, request
from flask_appbuilder import expose
from flask_appbuilder.security.views import AuthOAuthView
from joserfc import jwt
from joserfc.jwk import KeySet
from superset.security import SupersetSecurityManager

import people
import roles

logger = logging.getLogger(__name__)


class ToTheIssuer(AuthOAuthView):
    """Someone who followed a link goes to the issuer at once; someone who signed out sees the button."""

    @expose("/login/")
    @expose("/login/<provider>")
    def login(self, provider=None):
        if provider is None and request.args.get("next"):
            provider = "bloom"
        return super().login(provider)


class SignIn(SupersetSecurityManager):
    authoauthview = ToTheIssuer

    def __init__(self, appbuilder):
        self._granted = {}
        super().__init__(appbuilder)

    def exist_permission_on_roles(self, view_name, permission_name, role_ids):
        """One dashboard asks a hundred times; what a role may was written by prepare.py before this server started."""
        asked = (view_name, permission_name, *sorted(role_ids))
        if asked not in self._granted:
            self._granted[asked] = super().exist_permission_on_roles(view_name, permission_name, role_ids)
        return self._granted[asked]

    def oauth_user_info(self, provider, response=None):
        claims = self._claims(response["access_token"])
        role = roles.named(claims["role"])
        if role is None:
            logger.info("A %s has no business here", claims["role"])
            return None
        person = people.name(claims["sub"], claims["organization_id"])
        current_app.config["BLOOM_PEOPLE"].admit(
            person, claims["organization_id"], claims["branch_ids"]
        )
        # No name and no address: Superset's database holds numbers of people, not people.
        return {
            "username": person,
            "email": person,
            "first_name": role.label,
            "last_name": claims["sub"][-4:],
            "role_keys": [claims["role"]],
        }

    @staticmethod
    def _claims(token):
        config = current_app.config
        keys = KeySet.import_key_set(requests.get(config["BLOOM_JWKS"], timeout=10).json())
        claims = jwt.decode(token, keys, algorithms=["RS256"]).claims
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": config["BLOOM_ISSUER"]},
            aud={"essential": True, "value": "superset"},
            exp={"essential": True},
        ).validate(claims)
        return claims

    def auth_user_oauth(self, userinfo):
        return super().auth_user_oauth(userinfo) if userinfo else None
