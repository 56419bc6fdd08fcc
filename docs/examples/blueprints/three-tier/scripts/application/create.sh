#!/bin/bash -e
ctx logger info "Unpacking the application, version ${version}"
ctx instance runtime-properties version "${version}"
