# The workbench and server for tools (docs/workbench.md), from the lock, not run as root:
#   docker build -t kehoach . && docker run --rm -p 127.0.0.1:8420:8420 -e KEHOACH_PASSWORD=… -e KEHOACH_TOKEN=… -v "$PWD/plans:/plans" kehoach
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /opt/kehoach && /opt/kehoach/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY src ./src
RUN /opt/kehoach/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui antiword catdoc poppler-utils \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 kehoach \
 && install -d -o kehoach -g kehoach /plans
COPY --from=build /opt/kehoach /opt/kehoach
USER kehoach
ENV PATH=/opt/kehoach/bin:$PATH OMP_THREAD_LIMIT=1
VOLUME /plans
EXPOSE 8420
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8420/health', timeout=5)"]
CMD ["kehoach", "serve", "/plans", "--host", "0.0.0.0"]
