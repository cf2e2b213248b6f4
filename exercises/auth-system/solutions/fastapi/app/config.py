"""The settings, all from the environment."""

import os

BASE_URL = os.environ["BASE_URL"]
JWT_SECRET = os.environ["JWT_SECRET"]
SMTP_URL = os.environ["SMTP_URL"]
ADMIN_EMAIL = os.environ.get("ADMIN_EMAIL", "").lower()

OIDC_ISSUER = os.environ["OIDC_ISSUER"]
OIDC_CLIENT_ID = os.environ["OIDC_CLIENT_ID"]
OIDC_CLIENT_SECRET = os.environ["OIDC_CLIENT_SECRET"]
OIDC_KEYS_SECONDS = int(os.environ.get("OIDC_KEYS_SECONDS") or 30)

ACCESS_TOKEN_SECONDS = int(os.environ.get("ACCESS_TOKEN_SECONDS") or 900)
REFRESH_TOKEN_SECONDS = int(os.environ.get("REFRESH_TOKEN_SECONDS") or 30 * 24 * 3600)
MAIL_TOKEN_SECONDS = int(os.environ.get("MAIL_TOKEN_SECONDS") or 3600)
LOCKOUT_ATTEMPTS = int(os.environ.get("LOCKOUT_ATTEMPTS") or 5)
LOCKOUT_SECONDS = int(os.environ.get("LOCKOUT_SECONDS") or 900)
ARGON2_PASSES = int(os.environ.get("ARGON2_PASSES") or 2)
