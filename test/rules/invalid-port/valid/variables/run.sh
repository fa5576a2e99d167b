docker run -p "${PORT:-431700}:80" -p $ANY:99999 shop
