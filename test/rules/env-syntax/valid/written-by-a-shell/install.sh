cat > /etc/otelcol/config.yaml <<EOF
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: ${HOST:-127.0.0.1}:4317
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
EOF
