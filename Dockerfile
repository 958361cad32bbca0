FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && pip install --no-cache-dir uv
WORKDIR /portail
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev
COPY . .
ENV PATH=/portail/.venv/bin:$PATH PORTAL_DATA_DIR=/donnees
RUN useradd --system --create-home portail && install -d -o portail /donnees /donnees/media
USER portail
EXPOSE 8000
ENV HOST=0.0.0.0 WEB_CONCURRENCY=3
CMD ["sh", "-c", "python manage.py collectstatic --noinput && exec gunicorn config.wsgi --config config/gunicorn.py"]
