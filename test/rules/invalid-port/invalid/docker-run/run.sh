# want invalid-port "`invalid containerPort: 808080`"
docker run -d --name shop -p 8080:808080 shop:1.0
# want invalid-port "`invalid hostPort: 90900`"
docker run -d --name till --publish=90900:9090 till:1.0
