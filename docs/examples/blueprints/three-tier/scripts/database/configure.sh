#!/bin/bash -e
ctx logger info "Creating the database ${database_name} with ${database_size} GB"
ctx instance runtime-properties database_name "${database_name}"
