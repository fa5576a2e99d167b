docker run --rm -p 127.0.0.1:4327:4317 -p 4317:4317/udp -p 4317 otel/opentelemetry-collector:0.110.0 --config=/x.yaml
