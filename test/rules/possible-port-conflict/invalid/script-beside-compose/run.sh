#!/bin/sh
docker network create tracing
# want possible-port-conflict "also taken by the published port of collector (compose.yaml:6)"
docker run -d --name jaeger -p 4317:4317 -p 16686:16686 jaegertracing/all-in-one:1.62.0
