#!/bin/bash -e
ctx logger info "Deleting the host"
