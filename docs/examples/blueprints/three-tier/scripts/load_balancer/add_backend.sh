#!/bin/bash -e
ctx logger info "Adding $(ctx target instance id) to the load balancer"
