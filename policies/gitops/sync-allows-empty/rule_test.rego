package plimsoll.rules.gitops.sync_allows_empty_test

import data.plimsoll.rules.gitops.sync_allows_empty as rule

synced(automated) := {"application": {"spec": {"syncPolicy": {"automated": automated}}}}

test_allowed if count(rule.results) == 1 with input as synced({"allowEmpty": true})

test_not_allowed if count(rule.results) == 0 with input as synced({"allowEmpty": false})

test_switched_off if count(rule.results) == 0 with input as synced({"allowEmpty": true, "enabled": false})

test_manual if count(rule.results) == 0 with input as {"application": {"spec": {}}}
