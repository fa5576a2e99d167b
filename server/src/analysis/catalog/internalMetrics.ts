/** How the collector's own metrics endpoint is called, and what is spoken there. */
export const metricsLabel = "internal metrics";
export const metricsProtocol = "prometheus-scrape-http";
