#!/bin/sh
# Lets the applications in; run once as root.
firewall-cmd --permanent --add-port=4317/tcp --add-port=4318/tcp
firewall-cmd --reload
