#!/bin/bash -e
# A real blueprint asks a cloud for a machine here, and keeps what it says.
ctx logger info "Creating a host with the image ${image}"
ctx instance runtime-properties image "${image}"
