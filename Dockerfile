# One image for silos and gateways, made of the same files as the packages. `docker run ... members` is a silo with the HTTP API: the whole
# product, or one silo of a cluster. `docker run ... members gateway` is the HTTP API alone, which finds the silos through the database.
# Build from the root of the repository: docker build -t members . (or docker buildx build --platform linux/amd64,linux/arm64 -t members .)
# The newest version that global.json allows, with its security fixes: the runtime is part of the program.
ARG DOTNET=10.0

# Compiles for either platform on the builder's own.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET}-noble AS build
ARG TARGETARCH=amd64
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY deploy/package/publish.sh deploy/package/
COPY src/ src/
RUN --mount=type=cache,target=/root/.nuget/packages \
    deploy/package/publish.sh linux-$(echo ${TARGETARCH:-amd64} | sed s/amd64/x64/) app
RUN mkdir data

# "extra" includes ICU, which the canonical forms of addresses and passwords need. No shell, no package manager.
FROM mcr.microsoft.com/dotnet/runtime-deps:${DOTNET}-noble-chiseled-extra
COPY --from=build /source/app /app
COPY --from=build --chown=$APP_UID /source/data /data
# So a silo's data is in /data by default. No setting says so, since a gateway would refuse it.
WORKDIR /
ENV ASPNETCORE_URLS=http://+:8080 DOTNET_EnableDiagnostics=0
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 \
    CMD ["/app/members", "--probe", "http://127.0.0.1:8080/health/ready"]
ENTRYPOINT ["/app/members"]
