#!/bin/sh
# want config-not-read "reads /etc/otelcol-contrib/config.yaml"
docker run -d --name collector -v ./config.yaml:/etc/otelcol/config.yaml otel/opentelemetry-collector-contrib:0.110.0
