#!/bin/bash -e
ctx logger info "Starting the application"
