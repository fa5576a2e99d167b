#!/bin/sh
set -e
sudo mkdir -p /etc/otel-agent /etc/otel-gateway

cat > /etc/otel-agent/config.yaml <<'EOF'
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: ${env:LISTEN}:4317 # want possible-port-conflict "otlp receiver (grpc) of otel-gateway"
exporters:
  debug:
service:
  telemetry: {metrics: {level: none}}
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
EOF

sudo tee /etc/otel-gateway/config.yaml > /dev/null <<'EOF'
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317 # want possible-port-conflict "otlp receiver (grpc) of otel-agent"
exporters:
  debug:
service:
  telemetry: {metrics: {level: none}}
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
EOF

sudo tee /etc/systemd/system/otel-agent.service > /dev/null <<EOF
[Unit]
Description=OpenTelemetry agent

[Service]
Environment=CONFIG=/etc/otel-agent/config.yaml
ExecStart=/usr/local/bin/otelcol --config=\${CONFIG}
EOF

sudo mkdir -p /etc/systemd/system/otel-agent.service.d
cat > /etc/systemd/system/otel-agent.service.d/listen.conf <<'EOF'
[Service]
Environment=LISTEN=0.0.0.0
EOF

cat > /etc/systemd/system/otel-gateway.service <<'EOF'
[Service]
ExecStart=/usr/local/bin/otelcol --config /etc/otel-gateway/config.yaml
EOF
