#!/bin/sh
# Writes the secrets of one installation to deploy/secrets/, each service its own file. Never overwrites: who loses
# FIELD_KEYS can't read the personal data any more, so keep a copy where the database's backups are not.
set -eu
umask 077
folder=$(dirname "$0")/secrets
[ ! -e "$folder" ] || { echo "$folder is there already" >&2; exit 1; }
mkdir "$folder"

database_password=$(openssl rand -hex 24)
store_secret=$(openssl rand -hex 24)
# PKCS #8, its lines joined by \n since an env file has one line a variable
access_key=$(openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | awk '{ printf "%s\\n", $0 }')

printf 'POSTGRES_PASSWORD=%s\n' "$database_password" >"$folder/database.env"
printf 'MINIO_ROOT_USER=platform\nMINIO_ROOT_PASSWORD=%s\n' "$store_secret" >"$folder/objects.env"
cat >"$folder/platform.env" <<ENV
DATABASE_URL='postgresql://platform:$database_password@database:5432/platform'
S3_ACCESS_KEY='platform'
S3_SECRET_KEY='$store_secret'
ACCESS_PRIVATE_KEY='$access_key'
FIELD_KEYS='k1:$(openssl rand -base64 32)'
FIELD_INDEX_KEY='$(openssl rand -hex 32)'
LINK_SECRET='$(openssl rand -hex 32)'
AUDIT_KEY='$(openssl rand -hex 32)'
ENV
echo "written: $folder/database.env, objects.env, platform.env (readable by you alone)"
