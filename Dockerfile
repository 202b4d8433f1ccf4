# syntax=docker/dockerfile:1
# A static binary on nothing: no shell, no libraries, not root. Build with
#   docker build --build-arg VERSION="$(git describe --tags --always)" -t trivium .

FROM --platform=$BUILDPLATFORM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
ARG VERSION=unknown
ARG TARGETOS
ARG TARGETARCH
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=$VERSION" -o /out/trivium ./server \
 && mkdir -p /out/data

FROM scratch
LABEL org.opencontainers.image.title="Trivium" \
      org.opencontainers.image.description="A live quiz server: one binary, players on their phones" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /out/trivium /trivium
# Whom to trust when it asks for a certificate, or speaks TLS with Redis.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/LICENSE /LICENSE
# The only place that is written to. The number is "nobody's" by convention of images without a user list.
COPY --from=build --chown=65532:65532 /out/data /data
VOLUME /data
USER 65532:65532
ENV TRIVIUM_ADDR=0.0.0.0:8080 TRIVIUM_DATA=/data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["/trivium", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/trivium"]
