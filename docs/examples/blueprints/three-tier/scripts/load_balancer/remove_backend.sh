#!/bin/bash -e
ctx logger info "Removing $(ctx target instance id) from the load balancer"
