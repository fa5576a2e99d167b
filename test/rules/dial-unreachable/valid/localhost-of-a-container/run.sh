docker run -d --name gateway -v ./config.yaml:/etc/otelcol-contrib/config.yaml otel/opentelemetry-collector-contrib:0.110.0
docker run -d --name shop -e OTEL_EXPORTER_OTLP_PROTOCOL=grpc -e OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317 example.com/shop
