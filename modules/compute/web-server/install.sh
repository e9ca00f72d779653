#!/bin/bash
# Run once by cloud-init, as root, on Amazon Linux 2023; its output is in /var/log/cloud-init-output.log. Installs nginx,
# puts the files beside this script in place, and last starts the CloudWatch agent where it has a configuration: the site
# is up whatever becomes of the agent.
#
# Usage: install.sh <document root> <health path>
set -euo pipefail
readonly document_root="$1" health_path="$2"
cd "$(dirname "$0")"

# The repositories of Amazon Linux 2023 are S3 buckets of the region: an S3 gateway endpoint is enough, no NAT is needed.
# Retried, because at the first boot of a VPC the route may be younger than the instance.
install_packages() {
  local attempt
  for attempt in 1 2 3 4 5; do
    if dnf install --assumeyes --setopt=install_weak_deps=False "$@"; then
      return 0
    fi
    echo "Attempt ${attempt} to install $* failed" >&2
    sleep $((attempt * 5))
  done
  return 1
}

install_packages nginx
install -D -m 0644 index.html "${document_root}/index.html"
install -D -m 0644 nginx-service.conf /etc/systemd/system/nginx.service.d/palisade.conf
install -m 0644 nginx.conf /etc/nginx/nginx.conf
nginx -t
systemctl daemon-reload
systemctl enable nginx
systemctl restart nginx
curl --fail --silent --show-error --max-time 5 --retry 5 --retry-connrefused "http://127.0.0.1${health_path}"

if [[ -f amazon-cloudwatch-agent.json ]]; then
  install_packages amazon-cloudwatch-agent
  systemctl enable amazon-cloudwatch-agent
  /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl \
    -a fetch-config -m ec2 -s -c "file:${PWD}/amazon-cloudwatch-agent.json"
fi
