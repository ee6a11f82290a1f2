#!/bin/sh
# Stands before npm while functions are bundled. SST runs `npm install` once a function, in a folder whose
# package.json names no dependency: that is answered here. Everything else is npm's.
if [ -f package.json ] && [ "$(tr -d ' \n' < package.json)" = '{"dependencies":{}}' ]; then
  exit 0
fi
PATH=$FAIBRIC_PATH exec npm "$@"
