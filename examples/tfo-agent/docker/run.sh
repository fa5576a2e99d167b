#!/bin/bash
# The agent on one host; applications send to localhost.
docker run -d \
  --name tfo-otel-agent \
  --hostname "$(hostname)" \
  -p 4317:4317 \
  -p 4318:4318 \
  -e TELEMETRYFLOW_ENDPOINT=http://tfo-collector:4318 \
  -v "$(pwd)/config/otel-agent-config.yaml:/etc/otel-agent-config.yaml" \
  -v /var/lib/otel-agent:/var/lib/otelcol \
  --restart unless-stopped \
  otel/opentelemetry-collector-contrib:0.88.0 \
  --config=/etc/otel-agent-config.yaml
