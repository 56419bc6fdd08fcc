#!/bin/bash -e
ctx logger info "Stopping the application"
