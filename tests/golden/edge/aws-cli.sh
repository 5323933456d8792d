#!/usr/bin/env bash
# Netwright: Kinds that no template uses
# Tag: netwright:design=Kinds that no template uses
# Design SHA-256: 0000000000000000000000000000000000000000000000000000000000000000
# Findings: 0 errors, 0 warnings, 0 notes; 0 suppressed
# Regions: eu-west-1, us-east-1
# Left out:
#   API Gateway stage nobody knows which (api-2): it does not say the identifier of its REST API
#   API Gateway stage orders (api-1): the API itself: others make it, and these exports look it up
#   CloudFront distribution elsewhere (distribution-2): what it caches: it is made with the managed policy CachingDisabled; what is set by hand later stays
#   CloudFront distribution nothing behind it (distribution-3): it has no origin: draw one, or give the name of its origin
#   CloudFront distribution orders (distribution-4): what it caches: it is made with the managed policy CachingDisabled; what is set by hand later stays
#   CloudFront distribution web (distribution-1): what it caches: it is made with the managed policy CachingDisabled; what is set by hand later stays
#   CloudWatch alarm unhealthy hosts (alarm-1): the dimensions of its metric are not modelled: it watches the metric as a whole
#   DNS record dns-record-11 (dns-record-11): its distribution is not made, and its domain name is not drawn
#   VPC edge (vpc-1): its IPv6 block is one that AWS chooses, in which its subnets keep their places; routes and rules that name the drawn block name it as drawn
#   VPC other (vpc-2): its IPv6 block is one that AWS chooses, in which its subnets keep their places; routes and rules that name the drawn block name it as drawn
#   Virtual interface not ordered (virtual-interface-4): it names no physical connection
#   Web ACL association web-acl-association-3 (web-acl-association-3): its API Gateway stage can't be found: it does not say the identifier of its REST API
#   Workload router (instance-1): the image is Amazon Linux 2023; what runs on it is not part of a network
#   Workload six (instance-2): its address: the IPv6 block of its VPC is one that AWS chooses
#   Workload six (instance-2): the image is Amazon Linux 2023; what runs on it is not part of a network
# Gaps in traffic: 3 steps change what a network that is there already sends where; each is marked "gap", says so as it is done, and does nothing on a new network
#
# Makes the design with the AWS CLI. Needs bash and aws (version 1 or 2) and credentials.

# shellcheck disable=SC2034  # ids are set and read by the name of their step

set -euo pipefail

# How a step works: `lookup` finds what an earlier run made, `create` makes what is missing, `await`
# waits until it is usable, `remove` takes it away again. A step says where it acts with `at` and
# which ids it depends on with `needs`.

usage() {
  cat <<'TEXT'
Usage: bash SCRIPT [--dry-run | --destroy] [--help]
  (no option)  make what is missing; a second run finds what the first made and goes on
  --dry-run    print the calls that make something; sends nothing
  --destroy    remove, in reverse order, what this design's runs have made
Environment:
  NETWRIGHT_PROFILE_<ACCOUNT>   named profile for an account of the design
  NETWRIGHT_POLL_SECONDS        pause between two looks while waiting (10)
  NETWRIGHT_WAIT_LIMIT_SECONDS  give up waiting after this long (3600)
TEXT
}

mode=create
for argument in "$@"; do
  case $argument in
    --dry-run) mode=dry ;;
    --destroy) mode=scan ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

poll_seconds=${NETWRIGHT_POLL_SECONDS-10}
wait_limit=${NETWRIGHT_WAIT_LIMIT_SECONDS-3600}
export AWS_PAGER=''
notes=$(mktemp)
# Some calls want a reference that was never used before.
run=$(date -u +%Y%m%d%H%M%S)$RANDOM
trap 'rm -f "$notes"' EXIT
profile=() extra=() fixed=() region='' title='' answer='' made='' waiting=''

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# The texts in JSON parameters are raw: version 2 of the AWS CLI would take some for base64.
if [ "$mode" != dry ]; then
  case $(aws --version 2>&1) in
    aws-cli/1.*) ;;
    *) extra=(--cli-binary-format raw-in-base64-out) ;;
  esac
fi

at() { # PROFILE REGION TITLE
  profile=()
  [ -z "$1" ] || profile=(--profile "$1")
  region=$2 title=$3 made='' fixed=()
}

needs() { # VALUE...: goes on where all are known
  local value
  for value in "$@"; do
    if [ -z "$value" ]; then
      [ "$mode" != create ] || die "$title: an id that it depends on is not known"
      return 1
    fi
  done
}

ipv6_subnet() { # BLOCK NUMBER: the /64 with this number of a /56
  local parts
  IFS=: read -r -a parts <<<"${1%%::*}"
  case $1 in
    *::/56) printf '%s:%s:%s:%x::/64' "${parts[0]:-0}" "${parts[1]:-0}" "${parts[2]:-0}" $((16#${parts[3]:-0} & 16#ff00 | $2)) ;;
    *) printf '<subnet %s of %s>' "$2" "$1" ;;
  esac
}

call() { # COMMAND...
  aws "$@" --region "$region" ${profile[@]+"${profile[@]}"} ${extra[@]+"${extra[@]}"}
}

plain() { # sets answer to the text inside its JSON; Route 53 takes and gives ids with and without a path
  answer=${answer#\"}
  answer=${answer%\"}
  answer=${answer#/hostedzone/}
}

ask() { # QUERY COMMAND...: sets answer; empty where there is nothing
  local query=$1
  shift
  if ! answer=$(call "$@" --query "$query" --output json 2>"$notes"); then
    if ! grep -Eqi 'NotFound|NoSuch|NonExistent|does ?not ?exist|UnknownResource' "$notes"; then
      cat "$notes" >&2
      die "$title: $1 $2 failed"
    fi
    answer=''
  fi
  case $answer in null | false | '""' | '[]' | '{}') answer='' ;; esac
  plain
}

holds() { fixed+=("$1" "$2"); } # WHAT VALUE: what AWS never changes in the thing that `lookup` finds

same() { # takes an answer apart: the id, and what `holds` named; another thing is neither taken over nor removed
  local place=0 parts
  [ ${#fixed[@]} -gt 0 ] || return 0
  IFS='|' read -r -a parts <<<"$answer"
  answer=${parts[0]-}
  [ -n "$answer" ] || return 0
  for ((place = 1; place < ${#parts[@]}; place++)); do
    set -- "${fixed[2 * place - 2]}" "${fixed[2 * place - 1]}" "${parts[place]}"
    case $3 in
      "$2" | null) ;;
      *) die "another design of this name is here, or this one was changed since it was made: $title has $1 $3, the design $2" ;;
    esac
  done
}

lookup() { # VARIABLE QUERY COMMAND...
  local variable=$1
  shift
  case $mode in
    create | scan | compare) ask "$@"; same; printf -v "$variable" %s "$answer" ;;
    dry) printf -v "$variable" %s '' ;;
  esac
}

given() { # VARIABLE QUERY COMMAND...: looks up what others have made, before anything else is made
  local variable=$1
  shift
  case $mode in
    create | scan)
      ask "$@"
      [ -n "$answer" ] || [ "$mode" = scan ] || die "$title: it is not there; others make it, this design only names it"
      printf -v "$variable" %s "$answer"
      ;;
    dry) printf -v "$variable" %s "<$variable>" ;;
  esac
}

gap() { # VARIABLE TEXT: marks a step that stops traffic on a network that is there
  case $mode in
    create) [ -n "${!1}" ] || say "! gap in traffic: $2" ;;
    dry) printf '# gap in traffic where it is needed: %s\n' "$2" ;;
  esac
}

create() { # VARIABLE QUERY COMMAND...; without a query the variable only says that it is done
  local variable=$1 query=$2
  shift 2
  case $mode in
    create)
      if [ -n "${!variable}" ]; then say "= $title"; return 0; fi
      say "+ $title"
      if [ -z "$query" ]; then
        call "$@" >/dev/null || die "$title: $1 $2 failed"
        answer=made
      elif ! answer=$(call "$@" --query "$query" --output json); then
        die "$title: $1 $2 failed"
      fi
      plain
      case $answer in '' | null) die "$title: $1 $2 gave no $query" ;; esac
      made=yes
      printf -v "$variable" %s "$answer"
      ;;
    dry)
      printf 'aws'
      printf ' %q' "$@" --region "$region" ${profile[@]+"${profile[@]}"}
      printf '\n'
      printf -v "$variable" %s "<$variable>"
      ;;
  esac
}

again() { # VARIABLE QUERY COMMAND...: looks up what the answer of create doesn't hold
  if [ -n "$made" ]; then expect "$@"; fi
}

expect() { # VARIABLE QUERY COMMAND...: looks up what must be there by now
  local variable=$1 began=$SECONDS
  shift
  case $mode in
    dry) printf -v "$variable" %s "<$variable>" ;;
    scan) ask "$@"; printf -v "$variable" %s "$answer" ;;
    create)
      while :; do
        ask "$@"
        [ -z "$answer" ] || break
        pause "$began" 'not there yet'
      done
      printf -v "$variable" %s "$answer"
      ;;
  esac
}

pause() { # BEGAN STATE: says once what is waited for
  if [ "$waiting" != "$title" ]; then
    say "  waiting: $title (${2:-absent})"
    waiting=$title
  fi
  [ $((SECONDS - $1)) -lt "$wait_limit" ] || die "$title: still ${2:-absent} after $wait_limit s"
  sleep "$poll_seconds"
}

await() { # WANTED HOPELESS QUERY COMMAND...; wanted and hopeless states are separated by |
  local wanted=$1 hopeless=$2 began=$SECONDS
  shift 2
  [ "$mode" = create ] || return 0
  while :; do
    ask "$@"
    case "|$wanted|" in *"|$answer|"*) return 0 ;; esac
    [ -z "$answer" ] || case "|$hopeless|" in *"|$answer|"*) die "$title: it is $answer" ;; esac
    pause "$began" "$answer"
  done
}

renew() { # VARIABLE QUERY COMMAND...: looks up once more what earlier removals have changed
  local variable=$1
  shift
  [ "$mode" = remove ] || return 0
  [ -n "${!variable}" ] || return 0
  ask "$@"
  printf -v "$variable" %s "$answer"
}

remove() { # VARIABLE COMMAND...
  local variable=$1 began=$SECONDS
  shift
  [ "$mode" = remove ] || return 0
  [ -n "${!variable}" ] || return 0
  say "- $title"
  until call "$@" >/dev/null 2>"$notes"; do
    if grep -Eqi 'NotFound|NoSuch|NonExistent|does ?not ?exist' "$notes"; then break; fi
    # What still holds on to it is on its way out; anything else is a real failure.
    if ! grep -Eqi 'DependencyViolation|IncorrectState|AssociatedItem|InUse|NotDisabled|NotEmpty' "$notes"; then
      cat "$notes" >&2
      die "$title: $1 $2 failed"
    fi
    if [ $((SECONDS - began)) -ge "$wait_limit" ]; then cat "$notes" >&2; fi
    pause "$began" 'in use'
  done
}

gone() { # VARIABLE STATES QUERY COMMAND...
  local variable=$1 states=$2 began=$SECONDS
  shift 2
  [ "$mode" = remove ] || return 0
  [ -n "${!variable}" ] || return 0
  while :; do
    ask "$@"
    case "|$states|" in *"|$answer|"*) return 0 ;; esac
    [ -n "$answer" ] || return 0
    pause "$began" "$answer"
  done
}

account() { # PROFILE REGION NUMBER NAME: stops before anything is touched where the caller is someone else
  [ "$mode" != dry ] || return 0
  at "$1" "$2" "account $4"
  ask Account sts get-caller-identity
  [ -n "$answer" ] || die "$title: who is calling is not known"
  if [ -n "$3" ] && [ "$3" != "$answer" ]; then
    die "$title: the design says $3, the credentials belong to $answer"
  fi
  say "$title: $answer"
}


preflight() {
  account '' eu-west-1 '' caller
}
api_1=''
api_1_zone=''
api_1_regional_name=''
alarm_1=''
vpc_1=''
vpc_1_ipv6_block=''
vpc_1_dns_hostnames=''
vpc_2=''
vpc_2_ipv6_block=''
internet_gateway_1=''
internet_gateway_1_attachment=''
egress_only_gateway_1=''
customer_gateway_1=''
vpn_gateway_1=''
vpn_gateway_1_attachment=''
route_table_1=''
route_table_1_edge=''
route_table_2=''
route_table_2_propagation_vpn_gateway_1=''
route_table_3=''
subnet_1=''
subnet_1_ipv6_block=''
subnet_2=''
subnet_2_ipv6_block=''
subnet_3=''
subnet_4=''
subnet_4_route_table=''
security_group_1=''
security_group_1_no_default_egress=''
security_group_1_no_default_egress_ipv6=''
security_group_rule_1=''
security_group_rule_2=''
elastic_ip_1=''
elastic_ip_2=''
tgw_1=''
tgw_2=''
tgw_2_defaults_off=''
tgw_route_table_1=''
tgw_route_table_1_tags=''
tgw_route_table_2=''
vpn_connection_1=''
vpn_connection_1_192_168_0_0_16=''
direct_connect_gateway_1=''
virtual_interface_1=''
virtual_interface_1_mtu=''
virtual_interface_2=''
virtual_interface_2_mtu=''
virtual_interface_3=''
tgw_attachment_1=''
tgw_attachment_2=''
tgw_1_account_number=''
tgw_attachment_3=''
tgw_attachment_3_request=''
tgw_attachment_3_acceptance=''
tgw_propagation_1=''
tgw_propagation_2=''
tgw_association_1=''
tgw_association_2_other_table=''
tgw_association_2_leave=''
tgw_association_2=''
instance_1=''
instance_1_address=''
instance_1_forwards=''
instance_2=''
network_interface_1=''
network_interface_1_forwards=''
network_interface_1_address=''
hosted_zone_1=''
hosted_zone_1_tags=''
hosted_zone_1_vpc_2=''
hosted_zone_2=''
hosted_zone_2_tags=''
load_balancer_1=''
target_group_1=''
instance_1_private_address=''
target_group_1_instance_1=''
listener_1=''
route_1=''
flow_log_1=''
resolver_endpoint_1=''
resolver_rule_1=''
resolver_rule_1_vpc_1=''
health_check_1=''
health_check_1_tags=''
health_check_2=''
health_check_2_tags=''
health_check_3=''
health_check_3_tags=''
dns_record_1=''
dns_record_2=''
dns_record_3=''
dns_record_4=''
dns_record_5=''
dns_record_6=''
dns_record_7=''
dns_record_8=''
dns_record_9=''
dns_record_12=''
ip_set_1=''
ip_set_1_id=''
ip_set_1_lock_token=''
ip_set_1_removal=''
web_acl_1=''
web_acl_1_id=''
web_acl_1_lock_token=''
web_acl_1_removal=''
web_acl_association_1=''
web_acl_association_2=''
load_balancer_1_dns_name=''
distribution_1=''
distribution_1_version=''
distribution_1_settings_wanted=''
distribution_1_settings=''
distribution_1_settings_off=''
distribution_1_enabled=''
distribution_1_domain_name=''
dns_record_10=''
distribution_2=''
distribution_2_version=''
distribution_2_settings_wanted=''
distribution_2_settings=''
distribution_2_settings_off=''
distribution_2_enabled=''
distribution_2_domain_name=''
distribution_4=''
distribution_4_version=''
distribution_4_settings_wanted=''
distribution_4_settings=''
distribution_4_settings_off=''
distribution_4_enabled=''
distribution_4_domain_name=''

step_api_1() { # api-1
  at '' eu-west-1 'API Gateway stage orders'
  given api_1 "(stageName=='prod_1' && 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/stages/prod_1')" \
    apigateway get-stage \
    --rest-api-id a1b2c3d4e5 \
    --stage-name prod_1
}

step_api_1_zone() { # api-1/zone
  at '' eu-west-1 'zone of API Gateway stage orders'
  given api_1_zone 'items[?domainName==`"api.outside.example"` || regionalDomainName==`"api.outside.example"` || distributionDomainName==`"api.outside.example"`] | [0] | (regionalHostedZoneId || distributionHostedZoneId)' \
    apigateway get-domain-names
}

step_api_1_regional_name() { # api-1/regional-name
  at '' eu-west-1 'custom domain name of API Gateway stage orders'
  given api_1_regional_name 'items[?domainName==`"api.outside.example"` || regionalDomainName==`"api.outside.example"` || distributionDomainName==`"api.outside.example"`] | [0] | (regionalDomainName || distributionDomainName)' \
    apigateway get-domain-names
}

step_alarm_1() { # alarm-1
  at '' eu-west-1 'CloudWatch alarm unhealthy hosts'
  lookup alarm_1 'MetricAlarms[0].AlarmName' \
    cloudwatch describe-alarms \
    --alarm-names '["unhealthy hosts-5e7dfb9c"]'
  create alarm_1 '' \
    cloudwatch put-metric-alarm \
    --alarm-name 'unhealthy hosts-5e7dfb9c' \
    --namespace AWS/ApplicationELB \
    --metric-name UnHealthyHostCount \
    --statistic Maximum \
    --comparison-operator GreaterThanOrEqualToThreshold \
    --threshold 2 \
    --period 60 \
    --evaluation-periods 2 \
    --tags '[{"Key":"Name","Value":"unhealthy hosts"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"alarm-1"}]'
  again alarm_1 'MetricAlarms[0].AlarmName' \
    cloudwatch describe-alarms \
    --alarm-names '["unhealthy hosts-5e7dfb9c"]'
  remove alarm_1 \
    cloudwatch delete-alarms \
    --alarm-names '["unhealthy hosts-5e7dfb9c"]'
}

step_vpc_1() { # vpc-1
  at '' eu-west-1 'VPC edge'
  holds block 10.0.0.0/16
  lookup vpc_1 "join('|', (Vpcs[0].[to_string(VpcId), to_string(CidrBlock)]) || [''])" \
    ec2 describe-vpcs \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["vpc-1"]}]'
  create vpc_1 Vpc.VpcId \
    ec2 create-vpc \
    --cidr-block 10.0.0.0/16 \
    --tag-specifications '[{"ResourceType":"vpc","Tags":[{"Key":"Name","Value":"edge"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"vpc-1"}]}]'
  await available '' 'Vpcs[0].State' \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_1"
  remove vpc_1 \
    ec2 delete-vpc \
    --vpc-id "$vpc_1"
}

step_vpc_1_ipv6_block() { # vpc-1/ipv6-block
  at '' eu-west-1 'IPv6 block of VPC edge'
  needs "$vpc_1" || return 0
  lookup vpc_1_ipv6_block "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock" \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_1"
  create vpc_1_ipv6_block '' \
    ec2 associate-vpc-cidr-block \
    --vpc-id "$vpc_1" \
    --amazon-provided-ipv6-cidr-block
  again vpc_1_ipv6_block "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock" \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_1"
  await associated failed "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlockState.State" \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_1"
}

step_vpc_1_dns_hostnames() { # vpc-1/dns-hostnames
  at '' eu-west-1 'dns-hostnames of VPC edge'
  needs "$vpc_1" || return 0
  lookup vpc_1_dns_hostnames EnableDnsHostnames.Value \
    ec2 describe-vpc-attribute \
    --vpc-id "$vpc_1" \
    --attribute enableDnsHostnames
  create vpc_1_dns_hostnames '' \
    ec2 modify-vpc-attribute \
    --vpc-id "$vpc_1" \
    --enable-dns-hostnames '{"Value":true}'
}

step_vpc_2() { # vpc-2
  at '' eu-west-1 'VPC other'
  holds block 10.1.0.0/16
  lookup vpc_2 "join('|', (Vpcs[0].[to_string(VpcId), to_string(CidrBlock)]) || [''])" \
    ec2 describe-vpcs \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["vpc-2"]}]'
  create vpc_2 Vpc.VpcId \
    ec2 create-vpc \
    --cidr-block 10.1.0.0/16 \
    --tag-specifications '[{"ResourceType":"vpc","Tags":[{"Key":"Name","Value":"other"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"vpc-2"}]}]'
  await available '' 'Vpcs[0].State' \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_2"
  remove vpc_2 \
    ec2 delete-vpc \
    --vpc-id "$vpc_2"
}

step_vpc_2_ipv6_block() { # vpc-2/ipv6-block
  at '' eu-west-1 'IPv6 block of VPC other'
  needs "$vpc_2" || return 0
  lookup vpc_2_ipv6_block "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock" \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_2"
  create vpc_2_ipv6_block '' \
    ec2 associate-vpc-cidr-block \
    --vpc-id "$vpc_2" \
    --amazon-provided-ipv6-cidr-block
  again vpc_2_ipv6_block "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock" \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_2"
  await associated failed "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlockState.State" \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_2"
}

step_internet_gateway_1() { # internet-gateway-1
  at '' eu-west-1 'Internet gateway internet-gateway-1'
  lookup internet_gateway_1 'InternetGateways[0].InternetGatewayId' \
    ec2 describe-internet-gateways \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["internet-gateway-1"]}]'
  create internet_gateway_1 InternetGateway.InternetGatewayId \
    ec2 create-internet-gateway \
    --tag-specifications '[{"ResourceType":"internet-gateway","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"internet-gateway-1"}]}]'
  remove internet_gateway_1 \
    ec2 delete-internet-gateway \
    --internet-gateway-id "$internet_gateway_1"
}

step_internet_gateway_1_attachment() { # internet-gateway-1/attachment
  at '' eu-west-1 'attachment of Internet gateway internet-gateway-1'
  needs "$internet_gateway_1" "$vpc_1" || return 0
  lookup internet_gateway_1_attachment "InternetGateways[0].Attachments[?VpcId=='${vpc_1}'] | [0].VpcId" \
    ec2 describe-internet-gateways \
    --internet-gateway-ids "$internet_gateway_1"
  create internet_gateway_1_attachment '' \
    ec2 attach-internet-gateway \
    --internet-gateway-id "$internet_gateway_1" \
    --vpc-id "$vpc_1"
  remove internet_gateway_1_attachment \
    ec2 detach-internet-gateway \
    --internet-gateway-id "$internet_gateway_1" \
    --vpc-id "$vpc_1"
}

step_egress_only_gateway_1() { # egress-only-gateway-1
  at '' eu-west-1 'Egress-only internet gateway egress-only-gateway-1'
  needs "$vpc_2" || return 0
  lookup egress_only_gateway_1 'EgressOnlyInternetGateways[0].EgressOnlyInternetGatewayId' \
    ec2 describe-egress-only-internet-gateways \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["egress-only-gateway-1"]}]'
  create egress_only_gateway_1 EgressOnlyInternetGateway.EgressOnlyInternetGatewayId \
    ec2 create-egress-only-internet-gateway \
    --vpc-id "$vpc_2" \
    --tag-specifications '[{"ResourceType":"egress-only-internet-gateway","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"egress-only-gateway-1"}]}]'
  remove egress_only_gateway_1 \
    ec2 delete-egress-only-internet-gateway \
    --egress-only-internet-gateway-id "$egress_only_gateway_1"
}

step_customer_gateway_1() { # customer-gateway-1
  at '' eu-west-1 'Customer gateway customer-gateway-1'
  holds address 203.0.113.9
  lookup customer_gateway_1 "join('|', (CustomerGateways[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='customer-gateway-1'] && Tags[?Key=='netwright:design' && Value=='Kinds that no template uses']] | [0].[to_string(CustomerGatewayId), to_string(IpAddress)]) || [''])" \
    ec2 describe-customer-gateways \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["customer-gateway-1"]}]'
  create customer_gateway_1 CustomerGateway.CustomerGatewayId \
    ec2 create-customer-gateway \
    --type ipsec.1 \
    --bgp-asn 65010 \
    --ip-address 203.0.113.9 \
    --tag-specifications '[{"ResourceType":"customer-gateway","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"customer-gateway-1"}]}]'
  await available 'deleting|deleted' 'CustomerGateways[0].State' \
    ec2 describe-customer-gateways \
    --customer-gateway-ids "$customer_gateway_1"
  remove customer_gateway_1 \
    ec2 delete-customer-gateway \
    --customer-gateway-id "$customer_gateway_1"
}

step_vpn_gateway_1() { # vpn-gateway-1
  at '' eu-west-1 'Virtual private gateway vpn-gateway-1'
  lookup vpn_gateway_1 "VpnGateways[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='vpn-gateway-1'] && Tags[?Key=='netwright:design' && Value=='Kinds that no template uses']] | [0].VpnGatewayId" \
    ec2 describe-vpn-gateways \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["vpn-gateway-1"]}]'
  create vpn_gateway_1 VpnGateway.VpnGatewayId \
    ec2 create-vpn-gateway \
    --type ipsec.1 \
    --amazon-side-asn 64600 \
    --tag-specifications '[{"ResourceType":"vpn-gateway","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"vpn-gateway-1"}]}]'
  remove vpn_gateway_1 \
    ec2 delete-vpn-gateway \
    --vpn-gateway-id "$vpn_gateway_1"
}

step_vpn_gateway_1_attachment() { # vpn-gateway-1/attachment
  at '' eu-west-1 'attachment of Virtual private gateway vpn-gateway-1'
  needs "$vpc_2" "$vpn_gateway_1" || return 0
  lookup vpn_gateway_1_attachment "VpnGateways[0].VpcAttachments[?State=='attached' || State=='attaching'] | [0].VpcId" \
    ec2 describe-vpn-gateways \
    --vpn-gateway-ids "$vpn_gateway_1"
  create vpn_gateway_1_attachment '' \
    ec2 attach-vpn-gateway \
    --vpn-gateway-id "$vpn_gateway_1" \
    --vpc-id "$vpc_2"
  await attached '' 'VpnGateways[0].VpcAttachments[0].State' \
    ec2 describe-vpn-gateways \
    --vpn-gateway-ids "$vpn_gateway_1"
  remove vpn_gateway_1_attachment \
    ec2 detach-vpn-gateway \
    --vpn-gateway-id "$vpn_gateway_1" \
    --vpc-id "$vpc_2"
  gone vpn_gateway_1_attachment detached 'VpnGateways[0].VpcAttachments[0].State' \
    ec2 describe-vpn-gateways \
    --vpn-gateway-ids "$vpn_gateway_1"
}

step_route_table_1() { # route-table-1
  at '' eu-west-1 'Route table edge'
  needs "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup route_table_1 "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])" \
    ec2 describe-route-tables \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["route-table-1"]}]'
  create route_table_1 RouteTable.RouteTableId \
    ec2 create-route-table \
    --vpc-id "$vpc_1" \
    --tag-specifications '[{"ResourceType":"route-table","Tags":[{"Key":"Name","Value":"edge"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"route-table-1"}]}]'
  remove route_table_1 \
    ec2 delete-route-table \
    --route-table-id "$route_table_1"
}

step_route_table_1_edge() { # route-table-1/edge
  at '' eu-west-1 'edge association of Route table edge'
  needs "$internet_gateway_1" "$route_table_1" || return 0
  lookup route_table_1_edge "RouteTables[0].Associations[?GatewayId=='${internet_gateway_1}'] | [0].RouteTableAssociationId" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_1"
  create route_table_1_edge AssociationId \
    ec2 associate-route-table \
    --route-table-id "$route_table_1" \
    --gateway-id "$internet_gateway_1"
  remove route_table_1_edge \
    ec2 disassociate-route-table \
    --association-id "$route_table_1_edge"
}

step_route_table_2() { # route-table-2
  at '' eu-west-1 'Route table vpn'
  needs "$vpc_2" || return 0
  holds VPC "$vpc_2"
  lookup route_table_2 "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])" \
    ec2 describe-route-tables \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["route-table-2"]}]'
  create route_table_2 RouteTable.RouteTableId \
    ec2 create-route-table \
    --vpc-id "$vpc_2" \
    --tag-specifications '[{"ResourceType":"route-table","Tags":[{"Key":"Name","Value":"vpn"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"route-table-2"}]}]'
  remove route_table_2 \
    ec2 delete-route-table \
    --route-table-id "$route_table_2"
}

step_route_table_2_propagation_vpn_gateway_1() { # route-table-2/propagation-vpn-gateway-1
  at '' eu-west-1 'propagation into Route table vpn'
  needs "$route_table_2" "$vpn_gateway_1" || return 0
  lookup route_table_2_propagation_vpn_gateway_1 "RouteTables[0].PropagatingVgws[?GatewayId=='${vpn_gateway_1}'] | [0].GatewayId" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_2"
  create route_table_2_propagation_vpn_gateway_1 '' \
    ec2 enable-vgw-route-propagation \
    --route-table-id "$route_table_2" \
    --gateway-id "$vpn_gateway_1"
  remove route_table_2_propagation_vpn_gateway_1 \
    ec2 disable-vgw-route-propagation \
    --route-table-id "$route_table_2" \
    --gateway-id "$vpn_gateway_1"
}

step_route_table_3() { # route-table-3
  at '' eu-west-1 'Route table six'
  needs "$vpc_2" || return 0
  holds VPC "$vpc_2"
  lookup route_table_3 "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])" \
    ec2 describe-route-tables \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["route-table-3"]}]'
  create route_table_3 RouteTable.RouteTableId \
    ec2 create-route-table \
    --vpc-id "$vpc_2" \
    --tag-specifications '[{"ResourceType":"route-table","Tags":[{"Key":"Name","Value":"six"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"route-table-3"}]}]'
  remove route_table_3 \
    ec2 delete-route-table \
    --route-table-id "$route_table_3"
}

step_subnet_1() { # subnet-1
  at '' eu-west-1 'Subnet a'
  needs "$vpc_1" || return 0
  holds zone eu-west-1a
  holds block 10.0.0.0/24
  holds VPC "$vpc_1"
  lookup subnet_1 "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])" \
    ec2 describe-subnets \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["subnet-1"]}]'
  create subnet_1 Subnet.SubnetId \
    ec2 create-subnet \
    --vpc-id "$vpc_1" \
    --cidr-block 10.0.0.0/24 \
    --availability-zone eu-west-1a \
    --tag-specifications '[{"ResourceType":"subnet","Tags":[{"Key":"Name","Value":"a"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"subnet-1"}]}]'
  await available failed 'Subnets[0].State' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_1"
  remove subnet_1 \
    ec2 delete-subnet \
    --subnet-id "$subnet_1"
}

step_subnet_1_ipv6_block() { # subnet-1/ipv6-block
  at '' eu-west-1 'IPv6 block of Subnet a'
  needs "$subnet_1" "$vpc_1_ipv6_block" || return 0
  lookup subnet_1_ipv6_block "Subnets[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock" \
    ec2 describe-subnets \
    --subnet-ids "$subnet_1"
  create subnet_1_ipv6_block Ipv6CidrBlockAssociation.Ipv6CidrBlock \
    ec2 associate-subnet-cidr-block \
    --subnet-id "$subnet_1" \
    --ipv6-cidr-block "$(ipv6_subnet "${vpc_1_ipv6_block}" 12)"
}

step_subnet_2() { # subnet-2
  at '' eu-west-1 'Subnet b'
  needs "$vpc_1" || return 0
  holds zone eu-west-1b
  holds block 10.0.1.0/24
  holds VPC "$vpc_1"
  lookup subnet_2 "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])" \
    ec2 describe-subnets \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["subnet-2"]}]'
  create subnet_2 Subnet.SubnetId \
    ec2 create-subnet \
    --vpc-id "$vpc_1" \
    --cidr-block 10.0.1.0/24 \
    --availability-zone eu-west-1b \
    --tag-specifications '[{"ResourceType":"subnet","Tags":[{"Key":"Name","Value":"b"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"subnet-2"}]}]'
  await available failed 'Subnets[0].State' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_2"
  remove subnet_2 \
    ec2 delete-subnet \
    --subnet-id "$subnet_2"
}

step_subnet_2_ipv6_block() { # subnet-2/ipv6-block
  at '' eu-west-1 'IPv6 block of Subnet b'
  needs "$subnet_2" "$vpc_1_ipv6_block" || return 0
  lookup subnet_2_ipv6_block "Subnets[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock" \
    ec2 describe-subnets \
    --subnet-ids "$subnet_2"
  create subnet_2_ipv6_block Ipv6CidrBlockAssociation.Ipv6CidrBlock \
    ec2 associate-subnet-cidr-block \
    --subnet-id "$subnet_2" \
    --ipv6-cidr-block "$(ipv6_subnet "${vpc_1_ipv6_block}" 255)"
}

step_subnet_3() { # subnet-3
  at '' eu-west-1 'Subnet far'
  needs "$vpc_2" || return 0
  holds zone eu-west-1a
  holds block 10.1.0.0/24
  holds VPC "$vpc_2"
  lookup subnet_3 "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])" \
    ec2 describe-subnets \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["subnet-3"]}]'
  create subnet_3 Subnet.SubnetId \
    ec2 create-subnet \
    --vpc-id "$vpc_2" \
    --cidr-block 10.1.0.0/24 \
    --availability-zone eu-west-1a \
    --tag-specifications '[{"ResourceType":"subnet","Tags":[{"Key":"Name","Value":"far"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"subnet-3"}]}]'
  await available failed 'Subnets[0].State' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_3"
  remove subnet_3 \
    ec2 delete-subnet \
    --subnet-id "$subnet_3"
}

step_subnet_4() { # subnet-4
  at '' eu-west-1 'Subnet six'
  needs "$vpc_2" "$vpc_2_ipv6_block" || return 0
  holds zone eu-west-1b
  holds VPC "$vpc_2"
  lookup subnet_4 "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(VpcId)]) || [''])" \
    ec2 describe-subnets \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["subnet-4"]}]'
  create subnet_4 Subnet.SubnetId \
    ec2 create-subnet \
    --vpc-id "$vpc_2" \
    --ipv6-native \
    --ipv6-cidr-block "$(ipv6_subnet "${vpc_2_ipv6_block}" 7)" \
    --availability-zone eu-west-1b \
    --tag-specifications '[{"ResourceType":"subnet","Tags":[{"Key":"Name","Value":"six"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"subnet-4"}]}]'
  await available failed 'Subnets[0].State' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_4"
  remove subnet_4 \
    ec2 delete-subnet \
    --subnet-id "$subnet_4"
}

step_subnet_4_route_table() { # subnet-4/route-table
  at '' eu-west-1 'route table of Subnet six'
  needs "$route_table_3" "$subnet_4" || return 0
  lookup subnet_4_route_table "RouteTables[0].Associations[?SubnetId=='${subnet_4}'] | [0].RouteTableAssociationId" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_3"
  create subnet_4_route_table AssociationId \
    ec2 associate-route-table \
    --route-table-id "$route_table_3" \
    --subnet-id "$subnet_4"
  remove subnet_4_route_table \
    ec2 disassociate-route-table \
    --association-id "$subnet_4_route_table"
}

step_security_group_1() { # security-group-1
  at '' eu-west-1 'Security group dns'
  needs "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup security_group_1 "join('|', (SecurityGroups[0].[to_string(GroupId), to_string(VpcId)]) || [''])" \
    ec2 describe-security-groups \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["security-group-1"]}]'
  create security_group_1 GroupId \
    ec2 create-security-group \
    --group-name dns-ee31dc43 \
    --description dns \
    --vpc-id "$vpc_1" \
    --tag-specifications '[{"ResourceType":"security-group","Tags":[{"Key":"Name","Value":"dns"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"security-group-1"}]}]'
  remove security_group_1 \
    ec2 delete-security-group \
    --group-id "$security_group_1"
}

step_security_group_1_no_default_egress() { # security-group-1/no-default-egress
  at '' eu-west-1 'no default egress rule to 0.0.0.0/0 in Security group dns'
  needs "$security_group_1" || return 0
  lookup security_group_1_no_default_egress "!(SecurityGroups[0].IpPermissionsEgress[?IpProtocol=='-1'].IpRanges[] | [?CidrIp=='0.0.0.0/0'])" \
    ec2 describe-security-groups \
    --group-ids "$security_group_1"
  create security_group_1_no_default_egress '' \
    ec2 revoke-security-group-egress \
    --group-id "$security_group_1" \
    --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]'
}

step_security_group_1_no_default_egress_ipv6() { # security-group-1/no-default-egress-ipv6
  at '' eu-west-1 'no default egress rule to ::/0 in Security group dns'
  needs "$security_group_1" || return 0
  lookup security_group_1_no_default_egress_ipv6 "!(SecurityGroups[0].IpPermissionsEgress[?IpProtocol=='-1'].Ipv6Ranges[] | [?CidrIpv6=='::/0'])" \
    ec2 describe-security-groups \
    --group-ids "$security_group_1"
  create security_group_1_no_default_egress_ipv6 '' \
    ec2 revoke-security-group-egress \
    --group-id "$security_group_1" \
    --ip-permissions '[{"IpProtocol":"-1","Ipv6Ranges":[{"CidrIpv6":"::/0"}]}]'
}

step_security_group_rule_1() { # security-group-rule-1
  at '' eu-west-1 'ingress rule security-group-rule-1 of Security group dns'
  needs "$security_group_1" || return 0
  lookup security_group_rule_1 "SecurityGroupRules[?!IsEgress && IpProtocol=='udp' && to_string(FromPort)=='53' && to_string(ToPort)=='53' && CidrIpv4=='10.0.0.0/8'] | [0].SecurityGroupRuleId" \
    ec2 describe-security-group-rules \
    --filters '[{"Name":"group-id","Values":["'"${security_group_1}"'"]}]'
  create security_group_rule_1 'SecurityGroupRules[0].SecurityGroupRuleId' \
    ec2 authorize-security-group-ingress \
    --group-id "$security_group_1" \
    --ip-permissions '[{"IpProtocol":"udp","FromPort":53,"ToPort":53,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}]' \
    --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"security-group-rule-1"}]}]'
}

step_security_group_rule_2() { # security-group-rule-2
  at '' eu-west-1 'ingress rule security-group-rule-2 of Security group dns'
  needs "$security_group_1" || return 0
  lookup security_group_rule_2 "SecurityGroupRules[?!IsEgress && IpProtocol=='tcp' && to_string(FromPort)=='443' && to_string(ToPort)=='443' && CidrIpv6=='2001:db8::/32'] | [0].SecurityGroupRuleId" \
    ec2 describe-security-group-rules \
    --filters '[{"Name":"group-id","Values":["'"${security_group_1}"'"]}]'
  create security_group_rule_2 'SecurityGroupRules[0].SecurityGroupRuleId' \
    ec2 authorize-security-group-ingress \
    --group-id "$security_group_1" \
    --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"Ipv6Ranges":[{"CidrIpv6":"2001:db8::/32"}]}]' \
    --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"security-group-rule-2"}]}]'
}

step_elastic_ip_1() { # elastic-ip-1
  at '' eu-west-1 'Elastic IP address elastic-ip-1'
  lookup elastic_ip_1 'Addresses[0].AllocationId' \
    ec2 describe-addresses \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["elastic-ip-1"]}]'
  create elastic_ip_1 AllocationId \
    ec2 allocate-address \
    --domain vpc \
    --tag-specifications '[{"ResourceType":"elastic-ip","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"elastic-ip-1"}]}]'
  remove elastic_ip_1 \
    ec2 release-address \
    --allocation-id "$elastic_ip_1"
}

step_elastic_ip_2() { # elastic-ip-2
  at '' eu-west-1 'Elastic IP address elastic-ip-2'
  lookup elastic_ip_2 'Addresses[0].AllocationId' \
    ec2 describe-addresses \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["elastic-ip-2"]}]'
  create elastic_ip_2 AllocationId \
    ec2 allocate-address \
    --domain vpc \
    --tag-specifications '[{"ResourceType":"elastic-ip","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"elastic-ip-2"}]}]'
  remove elastic_ip_2 \
    ec2 release-address \
    --allocation-id "$elastic_ip_2"
}

step_tgw_1() { # tgw-1
  at '' eu-west-1 'Transit gateway with default tables'
  lookup tgw_1 "TransitGateways[?State=='available' || State=='pending' || State=='modifying'] | [0].TransitGatewayId" \
    ec2 describe-transit-gateways \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["tgw-1"]}]'
  create tgw_1 TransitGateway.TransitGatewayId \
    ec2 create-transit-gateway \
    --description 'both defaults on' \
    --options '{"AmazonSideAsn":64512,"AutoAcceptSharedAttachments":"disable","DefaultRouteTableAssociation":"enable","DefaultRouteTablePropagation":"enable","DnsSupport":"enable","VpnEcmpSupport":"enable","SecurityGroupReferencingSupport":"disable"}' \
    --tag-specifications '[{"ResourceType":"transit-gateway","Tags":[{"Key":"Name","Value":"with default tables"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"tgw-1"}]}]'
  await available 'deleting|deleted' 'TransitGateways[0].State' \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_1"
  remove tgw_1 \
    ec2 delete-transit-gateway \
    --transit-gateway-id "$tgw_1"
  gone tgw_1 deleted 'TransitGateways[0].State' \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_1"
}

step_tgw_2() { # tgw-2
  at '' us-east-1 'Transit gateway far'
  lookup tgw_2 "TransitGateways[?State=='available' || State=='pending' || State=='modifying'] | [0].TransitGatewayId" \
    ec2 describe-transit-gateways \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["tgw-2"]}]'
  create tgw_2 TransitGateway.TransitGatewayId \
    ec2 create-transit-gateway \
    --description far \
    --options '{"AmazonSideAsn":64513,"AutoAcceptSharedAttachments":"disable","DefaultRouteTableAssociation":"disable","DefaultRouteTablePropagation":"disable","DnsSupport":"enable","VpnEcmpSupport":"enable","SecurityGroupReferencingSupport":"disable"}' \
    --tag-specifications '[{"ResourceType":"transit-gateway","Tags":[{"Key":"Name","Value":"far"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"tgw-2"}]}]'
  await available 'deleting|deleted' 'TransitGateways[0].State' \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_2"
  remove tgw_2 \
    ec2 delete-transit-gateway \
    --transit-gateway-id "$tgw_2"
  gone tgw_2 deleted 'TransitGateways[0].State' \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_2"
}

step_tgw_2_defaults_off() { # tgw-2/defaults-off
  at '' us-east-1 'defaults of Transit gateway far off'
  needs "$tgw_2" || return 0
  lookup tgw_2_defaults_off "TransitGateways[?Options.DefaultRouteTableAssociation=='disable' && Options.DefaultRouteTablePropagation=='disable'] | [0].TransitGatewayId" \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_2"
  create tgw_2_defaults_off '' \
    ec2 modify-transit-gateway \
    --transit-gateway-id "$tgw_2" \
    --options '{"DefaultRouteTableAssociation":"disable","DefaultRouteTablePropagation":"disable"}'
  await available deleted 'TransitGateways[0].State' \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_2"
}

step_tgw_route_table_1() { # tgw-route-table-1
  at '' eu-west-1 'Transit gateway route table default'
  needs "$tgw_1" || return 0
  expect tgw_route_table_1 'TransitGateways[0].Options.AssociationDefaultRouteTableId' \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_1"
}

step_tgw_route_table_1_tags() { # tgw-route-table-1/tags
  at '' eu-west-1 'tags of Transit gateway route table default'
  needs "$tgw_route_table_1" || return 0
  lookup tgw_route_table_1_tags 'Tags[0].ResourceId' \
    ec2 describe-tags \
    --filters '[{"Name":"resource-id","Values":["'"${tgw_route_table_1}"'"]},{"Name":"key","Values":["netwright:id"]},{"Name":"value","Values":["tgw-route-table-1"]}]'
  create tgw_route_table_1_tags '' \
    ec2 create-tags \
    --resources "$tgw_route_table_1" \
    --tags '[{"Key":"Name","Value":"default"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"tgw-route-table-1"}]'
}

step_tgw_route_table_2() { # tgw-route-table-2
  at '' eu-west-1 'Transit gateway route table apart'
  needs "$tgw_1" || return 0
  lookup tgw_route_table_2 "TransitGatewayRouteTables[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='tgw-route-table-2'] && Tags[?Key=='netwright:design' && Value=='Kinds that no template uses']] | [0].TransitGatewayRouteTableId" \
    ec2 describe-transit-gateway-route-tables \
    --filters '[{"Name":"transit-gateway-id","Values":["'"${tgw_1}"'"]}]'
  create tgw_route_table_2 TransitGatewayRouteTable.TransitGatewayRouteTableId \
    ec2 create-transit-gateway-route-table \
    --transit-gateway-id "$tgw_1" \
    --tag-specifications '[{"ResourceType":"transit-gateway-route-table","Tags":[{"Key":"Name","Value":"apart"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"tgw-route-table-2"}]}]'
  await available 'deleting|deleted' 'TransitGatewayRouteTables[0].State' \
    ec2 describe-transit-gateway-route-tables \
    --transit-gateway-route-table-ids "$tgw_route_table_2"
  remove tgw_route_table_2 \
    ec2 delete-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_2"
  gone tgw_route_table_2 deleted 'TransitGatewayRouteTables[0].State' \
    ec2 describe-transit-gateway-route-tables \
    --transit-gateway-route-table-ids "$tgw_route_table_2"
}

step_vpn_connection_1() { # vpn-connection-1
  at '' eu-west-1 'VPN connection vpn-connection-1'
  needs "$customer_gateway_1" "$vpn_gateway_1" || return 0
  lookup vpn_connection_1 "VpnConnections[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='vpn-connection-1'] && Tags[?Key=='netwright:design' && Value=='Kinds that no template uses']] | [0].VpnConnectionId" \
    ec2 describe-vpn-connections \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["vpn-connection-1"]}]'
  create vpn_connection_1 VpnConnection.VpnConnectionId \
    ec2 create-vpn-connection \
    --type ipsec.1 \
    --customer-gateway-id "$customer_gateway_1" \
    --vpn-gateway-id "$vpn_gateway_1" \
    --options '{"StaticRoutesOnly":true}' \
    --tag-specifications '[{"ResourceType":"vpn-connection","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"vpn-connection-1"}]}]'
  await available 'deleting|deleted' 'VpnConnections[0].State' \
    ec2 describe-vpn-connections \
    --vpn-connection-ids "$vpn_connection_1"
  remove vpn_connection_1 \
    ec2 delete-vpn-connection \
    --vpn-connection-id "$vpn_connection_1"
  gone vpn_connection_1 deleted 'VpnConnections[0].State' \
    ec2 describe-vpn-connections \
    --vpn-connection-ids "$vpn_connection_1"
}

step_vpn_connection_1_192_168_0_0_16() { # vpn-connection-1/192.168.0.0/16
  at '' eu-west-1 'route 192.168.0.0/16 of VPN connection vpn-connection-1'
  needs "$vpn_connection_1" || return 0
  lookup vpn_connection_1_192_168_0_0_16 "VpnConnections[0].Routes[?DestinationCidrBlock=='192.168.0.0/16'] | [0].DestinationCidrBlock" \
    ec2 describe-vpn-connections \
    --vpn-connection-ids "$vpn_connection_1"
  create vpn_connection_1_192_168_0_0_16 '' \
    ec2 create-vpn-connection-route \
    --vpn-connection-id "$vpn_connection_1" \
    --destination-cidr-block 192.168.0.0/16
}

step_direct_connect_gateway_1() { # direct-connect-gateway-1
  at '' us-east-1 'Direct Connect gateway far'
  lookup direct_connect_gateway_1 "directConnectGateways[?directConnectGatewayName=='far-c968d238' && directConnectGatewayState!='deleted' && directConnectGatewayState!='deleting'] | [0].directConnectGatewayId" \
    directconnect describe-direct-connect-gateways
  create direct_connect_gateway_1 directConnectGateway.directConnectGatewayId \
    directconnect create-direct-connect-gateway \
    --direct-connect-gateway-name far-c968d238 \
    --amazon-side-asn 64700 \
    --tags '[{"key":"Name","value":"far"},{"key":"netwright:design","value":"Kinds that no template uses"},{"key":"netwright:id","value":"direct-connect-gateway-1"}]'
  await available 'deleting|deleted' 'directConnectGateways[0].directConnectGatewayState' \
    directconnect describe-direct-connect-gateways \
    --direct-connect-gateway-id "$direct_connect_gateway_1"
  remove direct_connect_gateway_1 \
    directconnect delete-direct-connect-gateway \
    --direct-connect-gateway-id "$direct_connect_gateway_1"
  gone direct_connect_gateway_1 deleted 'directConnectGateways[0].directConnectGatewayState' \
    directconnect describe-direct-connect-gateways \
    --direct-connect-gateway-id "$direct_connect_gateway_1"
}

step_virtual_interface_1() { # virtual-interface-1
  at '' eu-west-1 'Virtual interface near'
  needs "$vpn_gateway_1" || return 0
  lookup virtual_interface_1 "virtualInterfaces[?(virtualInterfaceState!='deleted' && virtualInterfaceState!='deleting') && tags[?key=='netwright:id' && value=='virtual-interface-1'] && tags[?key=='netwright:design' && value=='Kinds that no template uses']] | [0].virtualInterfaceId" \
    directconnect describe-virtual-interfaces
  create virtual_interface_1 virtualInterfaceId \
    directconnect create-private-virtual-interface \
    --connection-id dxcon-fg1234 \
    --new-private-virtual-interface '{"virtualInterfaceName":"near-49c8c4a3","vlan":201,"asn":65010,"mtu":1500,"amazonAddress":"169.254.9.1/30","customerAddress":"169.254.9.2/30","addressFamily":"ipv4","virtualGatewayId":"'"${vpn_gateway_1}"'","tags":[{"key":"Name","value":"near"},{"key":"netwright:design","value":"Kinds that no template uses"},{"key":"netwright:id","value":"virtual-interface-1"},{"key":"team","value":"it_s edge"}]}'
  await 'available|down|verifying' 'deleting|deleted|rejected' 'virtualInterfaces[0].virtualInterfaceState' \
    directconnect describe-virtual-interfaces \
    --virtual-interface-id "$virtual_interface_1"
  remove virtual_interface_1 \
    directconnect delete-virtual-interface \
    --virtual-interface-id "$virtual_interface_1"
  gone virtual_interface_1 deleted 'virtualInterfaces[0].virtualInterfaceState' \
    directconnect describe-virtual-interfaces \
    --virtual-interface-id "$virtual_interface_1"
}

step_virtual_interface_1_mtu() { # virtual-interface-1/mtu
  at '' eu-west-1 'MTU of Virtual interface near'
  needs "$virtual_interface_1" || return 0
  lookup virtual_interface_1_mtu 'virtualInterfaces[?mtu==`1500`] | [0].virtualInterfaceId' \
    directconnect describe-virtual-interfaces \
    --virtual-interface-id "$virtual_interface_1"
  gap virtual_interface_1_mtu 'all interfaces of the physical connection can stop for half a minute while its MTU changes'
  create virtual_interface_1_mtu '' \
    directconnect update-virtual-interface-attributes \
    --virtual-interface-id "$virtual_interface_1" \
    --mtu 1500
}

step_virtual_interface_2() { # virtual-interface-2
  at '' us-east-1 'Virtual interface shared'
  needs "$direct_connect_gateway_1" || return 0
  lookup virtual_interface_2 "virtualInterfaces[?(virtualInterfaceState!='deleted' && virtualInterfaceState!='deleting') && tags[?key=='netwright:id' && value=='virtual-interface-2'] && tags[?key=='netwright:design' && value=='Kinds that no template uses']] | [0].virtualInterfaceId" \
    directconnect describe-virtual-interfaces
  create virtual_interface_2 virtualInterfaceId \
    directconnect create-private-virtual-interface \
    --connection-id dxlag-fg1234 \
    --new-private-virtual-interface '{"virtualInterfaceName":"shared-74434f86","vlan":101,"asnLong":4200000010,"mtu":8500,"addressFamily":"ipv4","directConnectGatewayId":"'"${direct_connect_gateway_1}"'","tags":[{"key":"Name","value":"shared"},{"key":"netwright:design","value":"Kinds that no template uses"},{"key":"netwright:id","value":"virtual-interface-2"}]}'
  await 'available|down|verifying' 'deleting|deleted|rejected' 'virtualInterfaces[0].virtualInterfaceState' \
    directconnect describe-virtual-interfaces \
    --virtual-interface-id "$virtual_interface_2"
  remove virtual_interface_2 \
    directconnect delete-virtual-interface \
    --virtual-interface-id "$virtual_interface_2"
  gone virtual_interface_2 deleted 'virtualInterfaces[0].virtualInterfaceState' \
    directconnect describe-virtual-interfaces \
    --virtual-interface-id "$virtual_interface_2"
}

step_virtual_interface_2_mtu() { # virtual-interface-2/mtu
  at '' us-east-1 'MTU of Virtual interface shared'
  needs "$virtual_interface_2" || return 0
  lookup virtual_interface_2_mtu 'virtualInterfaces[?mtu==`8500`] | [0].virtualInterfaceId' \
    directconnect describe-virtual-interfaces \
    --virtual-interface-id "$virtual_interface_2"
  gap virtual_interface_2_mtu 'all interfaces of the physical connection can stop for half a minute while its MTU changes'
  create virtual_interface_2_mtu '' \
    directconnect update-virtual-interface-attributes \
    --virtual-interface-id "$virtual_interface_2" \
    --mtu 8500
}

step_virtual_interface_3() { # virtual-interface-3
  at '' eu-west-1 'Virtual interface open'
  lookup virtual_interface_3 "virtualInterfaces[?(virtualInterfaceState!='deleted' && virtualInterfaceState!='deleting') && tags[?key=='netwright:id' && value=='virtual-interface-3'] && tags[?key=='netwright:design' && value=='Kinds that no template uses']] | [0].virtualInterfaceId" \
    directconnect describe-virtual-interfaces
  create virtual_interface_3 virtualInterfaceId \
    directconnect create-public-virtual-interface \
    --connection-id dxcon-fg1234 \
    --new-public-virtual-interface '{"virtualInterfaceName":"open-56a5e645","vlan":203,"asn":65000,"amazonAddress":"192.0.2.1/30","customerAddress":"192.0.2.2/30","addressFamily":"ipv4","routeFilterPrefixes":[{"cidr":"198.51.100.0/24"},{"cidr":"203.0.113.0/24"}],"tags":[{"key":"Name","value":"open"},{"key":"netwright:design","value":"Kinds that no template uses"},{"key":"netwright:id","value":"virtual-interface-3"}]}'
  await 'available|down|verifying' 'deleting|deleted|rejected' 'virtualInterfaces[0].virtualInterfaceState' \
    directconnect describe-virtual-interfaces \
    --virtual-interface-id "$virtual_interface_3"
  remove virtual_interface_3 \
    directconnect delete-virtual-interface \
    --virtual-interface-id "$virtual_interface_3"
  gone virtual_interface_3 deleted 'virtualInterfaces[0].virtualInterfaceState' \
    directconnect describe-virtual-interfaces \
    --virtual-interface-id "$virtual_interface_3"
}

step_tgw_attachment_1() { # tgw-attachment-1
  at '' eu-west-1 'Transit gateway attachment tgw-attachment-1'
  needs "$subnet_1" "$subnet_2" "$tgw_1" "$vpc_1" || return 0
  lookup tgw_attachment_1 "TransitGatewayVpcAttachments[?State=='available' || State=='pending' || State=='pendingAcceptance' || State=='modifying' || State=='initiating'] | [0].TransitGatewayAttachmentId" \
    ec2 describe-transit-gateway-vpc-attachments \
    --filters '[{"Name":"transit-gateway-id","Values":["'"${tgw_1}"'"]},{"Name":"vpc-id","Values":["'"${vpc_1}"'"]}]'
  create tgw_attachment_1 TransitGatewayVpcAttachment.TransitGatewayAttachmentId \
    ec2 create-transit-gateway-vpc-attachment \
    --transit-gateway-id "$tgw_1" \
    --vpc-id "$vpc_1" \
    --subnet-ids "$subnet_1" "$subnet_2" \
    --options '{"DnsSupport":"enable","SecurityGroupReferencingSupport":"enable","Ipv6Support":"disable","ApplianceModeSupport":"disable"}' \
    --tag-specifications '[{"ResourceType":"transit-gateway-attachment","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"tgw-attachment-1"}]}]'
  await available 'failed|failing|rejected|rejecting|deleted|deleting' 'TransitGatewayVpcAttachments[0].State' \
    ec2 describe-transit-gateway-vpc-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_1"
  remove tgw_attachment_1 \
    ec2 delete-transit-gateway-vpc-attachment \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  gone tgw_attachment_1 deleted 'TransitGatewayVpcAttachments[0].State' \
    ec2 describe-transit-gateway-vpc-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_1"
}

step_tgw_attachment_2() { # tgw-attachment-2
  at '' eu-west-1 'Transit gateway attachment tgw-attachment-2'
  needs "$subnet_3" "$tgw_1" "$vpc_2" || return 0
  lookup tgw_attachment_2 "TransitGatewayVpcAttachments[?State=='available' || State=='pending' || State=='pendingAcceptance' || State=='modifying' || State=='initiating'] | [0].TransitGatewayAttachmentId" \
    ec2 describe-transit-gateway-vpc-attachments \
    --filters '[{"Name":"transit-gateway-id","Values":["'"${tgw_1}"'"]},{"Name":"vpc-id","Values":["'"${vpc_2}"'"]}]'
  create tgw_attachment_2 TransitGatewayVpcAttachment.TransitGatewayAttachmentId \
    ec2 create-transit-gateway-vpc-attachment \
    --transit-gateway-id "$tgw_1" \
    --vpc-id "$vpc_2" \
    --subnet-ids "$subnet_3" \
    --options '{"DnsSupport":"enable","SecurityGroupReferencingSupport":"enable","Ipv6Support":"disable","ApplianceModeSupport":"disable"}' \
    --tag-specifications '[{"ResourceType":"transit-gateway-attachment","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"tgw-attachment-2"}]}]'
  await available 'failed|failing|rejected|rejecting|deleted|deleting' 'TransitGatewayVpcAttachments[0].State' \
    ec2 describe-transit-gateway-vpc-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_2"
  remove tgw_attachment_2 \
    ec2 delete-transit-gateway-vpc-attachment \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  gone tgw_attachment_2 deleted 'TransitGatewayVpcAttachments[0].State' \
    ec2 describe-transit-gateway-vpc-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_2"
}

step_tgw_1_account_number() { # tgw-1/account-number
  at '' eu-west-1 'account of Transit gateway with default tables'
  expect tgw_1_account_number Account \
    sts get-caller-identity
}

step_tgw_attachment_3() { # tgw-attachment-3
  at '' eu-west-1 'Transit gateway attachment tgw-attachment-3'
  needs "$tgw_1" "$tgw_1_account_number" "$tgw_2" || return 0
  lookup tgw_attachment_3 "TransitGatewayPeeringAttachments[?(State=='available' || State=='pendingAcceptance' || State=='initiatingRequest' || State=='pending') && AccepterTgwInfo.TransitGatewayId=='${tgw_2}'] | [0].TransitGatewayAttachmentId" \
    ec2 describe-transit-gateway-peering-attachments \
    --filters '[{"Name":"transit-gateway-id","Values":["'"${tgw_1}"'"]}]'
  create tgw_attachment_3 TransitGatewayPeeringAttachment.TransitGatewayAttachmentId \
    ec2 create-transit-gateway-peering-attachment \
    --transit-gateway-id "$tgw_1" \
    --peer-transit-gateway-id "$tgw_2" \
    --peer-account-id "$tgw_1_account_number" \
    --peer-region us-east-1 \
    --tag-specifications '[{"ResourceType":"transit-gateway-attachment","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"tgw-attachment-3"}]}]'
  await 'available|pendingAcceptance' 'failed|failing|rejected|rejecting|deleted|deleting' 'TransitGatewayPeeringAttachments[0].State' \
    ec2 describe-transit-gateway-peering-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_3"
  remove tgw_attachment_3 \
    ec2 delete-transit-gateway-peering-attachment \
    --transit-gateway-attachment-id "$tgw_attachment_3"
  gone tgw_attachment_3 deleted 'TransitGatewayPeeringAttachments[0].State' \
    ec2 describe-transit-gateway-peering-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_3"
}

step_tgw_attachment_3_request() { # tgw-attachment-3/request
  at '' us-east-1 'request of Transit gateway attachment tgw-attachment-3'
  needs "$tgw_attachment_3" || return 0
  expect tgw_attachment_3_request "TransitGatewayPeeringAttachments[?State=='pendingAcceptance' || State=='available'] | [0].TransitGatewayAttachmentId" \
    ec2 describe-transit-gateway-peering-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_3"
}

step_tgw_attachment_3_acceptance() { # tgw-attachment-3/acceptance
  at '' us-east-1 'acceptance of Transit gateway attachment tgw-attachment-3'
  needs "$tgw_attachment_3" || return 0
  lookup tgw_attachment_3_acceptance "TransitGatewayPeeringAttachments[?State=='available'] | [0].TransitGatewayAttachmentId" \
    ec2 describe-transit-gateway-peering-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_3"
  create tgw_attachment_3_acceptance '' \
    ec2 accept-transit-gateway-peering-attachment \
    --transit-gateway-attachment-id "$tgw_attachment_3"
  await available 'failed|failing|rejected|rejecting|deleted|deleting' 'TransitGatewayPeeringAttachments[0].State' \
    ec2 describe-transit-gateway-peering-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_3"
}

step_tgw_propagation_1() { # tgw-propagation-1
  at '' eu-west-1 'propagation of Transit gateway attachment tgw-attachment-1 into Transit gateway route table default'
  needs "$tgw_attachment_1" "$tgw_route_table_1" || return 0
  lookup tgw_propagation_1 "TransitGatewayRouteTablePropagations[?State=='enabled' || State=='enabling'] | [0].TransitGatewayAttachmentId" \
    ec2 get-transit-gateway-route-table-propagations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_1}"'"]}]'
  create tgw_propagation_1 '' \
    ec2 enable-transit-gateway-route-table-propagation \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  await enabled '' 'TransitGatewayRouteTablePropagations[0].State' \
    ec2 get-transit-gateway-route-table-propagations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_1}"'"]}]'
}

step_tgw_propagation_2() { # tgw-propagation-2
  at '' eu-west-1 'propagation of Transit gateway attachment tgw-attachment-2 into Transit gateway route table default'
  needs "$tgw_attachment_2" "$tgw_route_table_1" || return 0
  lookup tgw_propagation_2 "TransitGatewayRouteTablePropagations[?State=='enabled' || State=='enabling'] | [0].TransitGatewayAttachmentId" \
    ec2 get-transit-gateway-route-table-propagations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_2}"'"]}]'
  create tgw_propagation_2 '' \
    ec2 enable-transit-gateway-route-table-propagation \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  await enabled '' 'TransitGatewayRouteTablePropagations[0].State' \
    ec2 get-transit-gateway-route-table-propagations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_2}"'"]}]'
}

step_tgw_association_1() { # tgw-association-1
  at '' eu-west-1 'association of Transit gateway attachment tgw-attachment-1 with Transit gateway route table default'
  needs "$tgw_attachment_1" "$tgw_route_table_1" || return 0
  lookup tgw_association_1 "Associations[?State=='associated' || State=='associating'] | [0].TransitGatewayAttachmentId" \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_1}"'"]}]'
  create tgw_association_1 '' \
    ec2 associate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  await associated '' 'Associations[0].State' \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_1}"'"]}]'
  remove tgw_association_1 \
    ec2 disassociate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  gone tgw_association_1 disassociated 'Associations[0].State' \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_1}"'"]}]'
}

step_tgw_association_2_other_table() { # tgw-association-2/other-table
  at '' eu-west-1 'other table of Transit gateway attachment tgw-attachment-2'
  needs "$tgw_attachment_2" "$tgw_route_table_2" || return 0
  expect tgw_association_2_other_table "TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='${tgw_route_table_2}'] | [0].Association.TransitGatewayRouteTableId || 'none'" \
    ec2 describe-transit-gateway-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_2"
}

step_tgw_association_2_leave() { # tgw-association-2/leave
  at '' eu-west-1 'Transit gateway attachment tgw-attachment-2 out of any table but Transit gateway route table apart'
  needs "$tgw_association_2_other_table" "$tgw_attachment_2" "$tgw_route_table_2" || return 0
  lookup tgw_association_2_leave "TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='${tgw_route_table_2}' && Association.State!='disassociating'] | !@" \
    ec2 describe-transit-gateway-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_2"
  gap tgw_association_2_leave 'what the attachment sends is dropped until its new association, in the next step'
  create tgw_association_2_leave '' \
    ec2 disassociate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_association_2_other_table" \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  await 'true|True' '' "TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='${tgw_route_table_2}'] | !@" \
    ec2 describe-transit-gateway-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_2"
}

step_tgw_association_2() { # tgw-association-2
  at '' eu-west-1 'association of Transit gateway attachment tgw-attachment-2 with Transit gateway route table apart'
  needs "$tgw_attachment_2" "$tgw_route_table_2" || return 0
  lookup tgw_association_2 "Associations[?State=='associated' || State=='associating'] | [0].TransitGatewayAttachmentId" \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_2}"'"]}]'
  create tgw_association_2 '' \
    ec2 associate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  await associated '' 'Associations[0].State' \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_2}"'"]}]'
  remove tgw_association_2 \
    ec2 disassociate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  gone tgw_association_2 disassociated 'Associations[0].State' \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_2}"'"]}]'
}

step_instance_1() { # instance-1
  at '' eu-west-1 'Workload router (1 of 1)'
  needs "$subnet_1" || return 0
  lookup instance_1 "Reservations[].Instances[] | [?State.Name=='pending' || State.Name=='running' || State.Name=='stopping' || State.Name=='stopped'] | [0].InstanceId" \
    ec2 describe-instances \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["instance-1"]}]'
  create instance_1 'Instances[0].InstanceId' \
    ec2 run-instances \
    --cli-input-json '{"ImageId":"resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64","InstanceType":"c7g.large","MinCount":1,"MaxCount":1,"NetworkInterfaces":[{"DeviceIndex":0,"SubnetId":"'"${subnet_1}"'","PrivateIpAddress":"10.0.0.10"}],"TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"router"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"instance-1"}]}]}'
  await running 'terminated|shutting-down' 'Reservations[0].Instances[0].State.Name' \
    ec2 describe-instances \
    --instance-ids "$instance_1"
  remove instance_1 \
    ec2 terminate-instances \
    --instance-ids "$instance_1"
  gone instance_1 terminated 'Reservations[0].Instances[0].State.Name' \
    ec2 describe-instances \
    --instance-ids "$instance_1"
}

step_instance_1_address() { # instance-1/address
  at '' eu-west-1 'address of Workload router'
  needs "$elastic_ip_1" "$instance_1" || return 0
  lookup instance_1_address "Addresses[?InstanceId=='${instance_1}'] | [0].AssociationId" \
    ec2 describe-addresses \
    --allocation-ids "$elastic_ip_1"
  create instance_1_address AssociationId \
    ec2 associate-address \
    --allocation-id "$elastic_ip_1" \
    --instance-id "$instance_1"
  remove instance_1_address \
    ec2 disassociate-address \
    --association-id "$instance_1_address"
}

step_instance_1_forwards() { # instance-1/forwards
  at '' eu-west-1 'no source check on Workload router'
  needs "$instance_1" || return 0
  lookup instance_1_forwards '!(Reservations[0].Instances[0].SourceDestCheck)' \
    ec2 describe-instances \
    --instance-ids "$instance_1"
  create instance_1_forwards '' \
    ec2 modify-instance-attribute \
    --instance-id "$instance_1" \
    --source-dest-check '{"Value":false}'
}

step_instance_2() { # instance-2
  at '' eu-west-1 'Workload six (1 of 1)'
  needs "$subnet_4" || return 0
  lookup instance_2 "Reservations[].Instances[] | [?State.Name=='pending' || State.Name=='running' || State.Name=='stopping' || State.Name=='stopped'] | [0].InstanceId" \
    ec2 describe-instances \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["instance-2"]}]'
  create instance_2 'Instances[0].InstanceId' \
    ec2 run-instances \
    --cli-input-json '{"ImageId":"resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64","InstanceType":"m7i.large","MinCount":1,"MaxCount":1,"NetworkInterfaces":[{"DeviceIndex":0,"SubnetId":"'"${subnet_4}"'"}],"TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"six"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"instance-2"}]}]}'
  await running 'terminated|shutting-down' 'Reservations[0].Instances[0].State.Name' \
    ec2 describe-instances \
    --instance-ids "$instance_2"
  remove instance_2 \
    ec2 terminate-instances \
    --instance-ids "$instance_2"
  gone instance_2 terminated 'Reservations[0].Instances[0].State.Name' \
    ec2 describe-instances \
    --instance-ids "$instance_2"
}

step_network_interface_1() { # network-interface-1
  at '' eu-west-1 'Network interface network-interface-1'
  needs "$security_group_1" "$subnet_1" || return 0
  holds subnet "$subnet_1"
  lookup network_interface_1 "join('|', (NetworkInterfaces[0].[to_string(NetworkInterfaceId), to_string(SubnetId)]) || [''])" \
    ec2 describe-network-interfaces \
    --filters '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["network-interface-1"]}]'
  create network_interface_1 NetworkInterface.NetworkInterfaceId \
    ec2 create-network-interface \
    --subnet-id "$subnet_1" \
    --groups "$security_group_1" \
    --private-ip-addresses '[{"Primary":true,"PrivateIpAddress":"10.0.0.20"}]' \
    --tag-specifications '[{"ResourceType":"network-interface","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"network-interface-1"}]}]'
  await 'available|in-use' '' 'NetworkInterfaces[0].Status' \
    ec2 describe-network-interfaces \
    --network-interface-ids "$network_interface_1"
  remove network_interface_1 \
    ec2 delete-network-interface \
    --network-interface-id "$network_interface_1"
}

step_network_interface_1_forwards() { # network-interface-1/forwards
  at '' eu-west-1 'no source check on Network interface network-interface-1'
  needs "$network_interface_1" || return 0
  lookup network_interface_1_forwards '!(NetworkInterfaces[0].SourceDestCheck)' \
    ec2 describe-network-interfaces \
    --network-interface-ids "$network_interface_1"
  create network_interface_1_forwards '' \
    ec2 modify-network-interface-attribute \
    --network-interface-id "$network_interface_1" \
    --source-dest-check '{"Value":false}'
}

step_network_interface_1_address() { # network-interface-1/address
  at '' eu-west-1 'address of Network interface network-interface-1'
  needs "$elastic_ip_2" "$network_interface_1" || return 0
  lookup network_interface_1_address "Addresses[?NetworkInterfaceId=='${network_interface_1}'] | [0].AssociationId" \
    ec2 describe-addresses \
    --allocation-ids "$elastic_ip_2"
  create network_interface_1_address AssociationId \
    ec2 associate-address \
    --allocation-id "$elastic_ip_2" \
    --network-interface-id "$network_interface_1"
  remove network_interface_1_address \
    ec2 disassociate-address \
    --association-id "$network_interface_1_address"
}

step_hosted_zone_1() { # hosted-zone-1
  at '' us-east-1 'Hosted zone inside'
  needs "$vpc_1" || return 0
  holds private true
  holds domain inside.example.
  lookup hosted_zone_1 "join('|', (HostedZones[?starts_with(CallerReference, 'netwright-4e487bd1-')] | [0].[to_string(Id), to_string(Config.PrivateZone), to_string(Name)]) || [''])" \
    route53 list-hosted-zones
  create hosted_zone_1 HostedZone.Id \
    route53 create-hosted-zone \
    --name inside.example \
    --caller-reference "netwright-4e487bd1-${run}" \
    --hosted-zone-config '{"Comment":"inside","PrivateZone":true}' \
    --vpc '{"VPCRegion":"eu-west-1","VPCId":"'"${vpc_1}"'"}'
  remove hosted_zone_1 \
    route53 delete-hosted-zone \
    --id "$hosted_zone_1"
}

step_hosted_zone_1_tags() { # hosted-zone-1/tags
  at '' us-east-1 'tags of Hosted zone inside'
  needs "$hosted_zone_1" || return 0
  lookup hosted_zone_1_tags "ResourceTagSet.Tags[?Key=='netwright:id' && Value=='hosted-zone-1'] | [0].Key" \
    route53 list-tags-for-resource \
    --resource-type hostedzone \
    --resource-id "$hosted_zone_1"
  create hosted_zone_1_tags '' \
    route53 change-tags-for-resource \
    --resource-type hostedzone \
    --resource-id "$hosted_zone_1" \
    --add-tags '[{"Key":"Name","Value":"inside"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"hosted-zone-1"}]'
}

step_hosted_zone_1_vpc_2() { # hosted-zone-1/vpc-2
  at '' us-east-1 'Hosted zone inside in VPC other'
  needs "$hosted_zone_1" "$vpc_2" || return 0
  lookup hosted_zone_1_vpc_2 "HostedZoneSummaries[?HostedZoneId=='${hosted_zone_1}'] | [0].HostedZoneId" \
    route53 list-hosted-zones-by-vpc \
    --vpc-id "$vpc_2" \
    --vpc-region eu-west-1
  create hosted_zone_1_vpc_2 '' \
    route53 associate-vpc-with-hosted-zone \
    --hosted-zone-id "$hosted_zone_1" \
    --vpc '{"VPCRegion":"eu-west-1","VPCId":"'"${vpc_2}"'"}'
  remove hosted_zone_1_vpc_2 \
    route53 disassociate-vpc-from-hosted-zone \
    --hosted-zone-id "$hosted_zone_1" \
    --vpc '{"VPCRegion":"eu-west-1","VPCId":"'"${vpc_2}"'"}'
}

step_hosted_zone_2() { # hosted-zone-2
  at '' us-east-1 'Hosted zone hosted-zone-2'
  holds private false
  holds domain outside.example.
  lookup hosted_zone_2 "join('|', (HostedZones[?starts_with(CallerReference, 'netwright-e770c29d-')] | [0].[to_string(Id), to_string(Config.PrivateZone), to_string(Name)]) || [''])" \
    route53 list-hosted-zones
  create hosted_zone_2 HostedZone.Id \
    route53 create-hosted-zone \
    --name outside.example \
    --caller-reference "netwright-e770c29d-${run}" \
    --hosted-zone-config '{"Comment":"outside.example","PrivateZone":false}'
  remove hosted_zone_2 \
    route53 delete-hosted-zone \
    --id "$hosted_zone_2"
}

step_hosted_zone_2_tags() { # hosted-zone-2/tags
  at '' us-east-1 'tags of Hosted zone hosted-zone-2'
  needs "$hosted_zone_2" || return 0
  lookup hosted_zone_2_tags "ResourceTagSet.Tags[?Key=='netwright:id' && Value=='hosted-zone-2'] | [0].Key" \
    route53 list-tags-for-resource \
    --resource-type hostedzone \
    --resource-id "$hosted_zone_2"
  create hosted_zone_2_tags '' \
    route53 change-tags-for-resource \
    --resource-type hostedzone \
    --resource-id "$hosted_zone_2" \
    --add-tags '[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"hosted-zone-2"}]'
}

step_load_balancer_1() { # load-balancer-1
  at '' eu-west-1 'Load balancer web'
  needs "$security_group_1" "$subnet_1" "$subnet_2" || return 0
  lookup load_balancer_1 'LoadBalancers[0].LoadBalancerArn' \
    elbv2 describe-load-balancers \
    --names web-f4252893
  create load_balancer_1 'LoadBalancers[0].LoadBalancerArn' \
    elbv2 create-load-balancer \
    --name web-f4252893 \
    --type application \
    --scheme internet-facing \
    --subnets "$subnet_1" "$subnet_2" \
    --security-groups "$security_group_1" \
    --tags '[{"Key":"Name","Value":"web"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"load-balancer-1"}]'
  await 'active|active_impaired' failed 'LoadBalancers[0].State.Code' \
    elbv2 describe-load-balancers \
    --load-balancer-arns "$load_balancer_1"
  remove load_balancer_1 \
    elbv2 delete-load-balancer \
    --load-balancer-arn "$load_balancer_1"
  gone load_balancer_1 '' 'LoadBalancers[0].LoadBalancerArn' \
    elbv2 describe-load-balancers \
    --load-balancer-arns "$load_balancer_1"
}

step_target_group_1() { # target-group-1
  at '' eu-west-1 'Target group web'
  needs "$vpc_1" || return 0
  lookup target_group_1 'TargetGroups[0].TargetGroupArn' \
    elbv2 describe-target-groups \
    --names web-4e2158f3
  create target_group_1 'TargetGroups[0].TargetGroupArn' \
    elbv2 create-target-group \
    --name web-4e2158f3 \
    --protocol HTTP \
    --port 80 \
    --vpc-id "$vpc_1" \
    --target-type ip \
    --health-check-path /health/deep \
    --tags '[{"Key":"Name","Value":"web"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"target-group-1"}]'
  remove target_group_1 \
    elbv2 delete-target-group \
    --target-group-arn "$target_group_1"
}

step_instance_1_private_address() { # instance-1/private-address
  at '' eu-west-1 'private address of instance-1'
  needs "$instance_1" || return 0
  expect instance_1_private_address 'Reservations[0].Instances[0].PrivateIpAddress' \
    ec2 describe-instances \
    --instance-ids "$instance_1"
}

step_target_group_1_instance_1() { # target-group-1/instance-1
  at '' eu-west-1 'target instance-1 of Target group web'
  needs "$instance_1_private_address" "$target_group_1" || return 0
  lookup target_group_1_instance_1 "TargetHealthDescriptions[?Target.Id=='${instance_1_private_address}'] | [0].Target.Id" \
    elbv2 describe-target-health \
    --target-group-arn "$target_group_1"
  create target_group_1_instance_1 '' \
    elbv2 register-targets \
    --target-group-arn "$target_group_1" \
    --targets '[{"Id":"'"${instance_1_private_address}"'"}]'
  remove target_group_1_instance_1 \
    elbv2 deregister-targets \
    --target-group-arn "$target_group_1" \
    --targets '[{"Id":"'"${instance_1_private_address}"'"}]'
}

step_listener_1() { # listener-1
  at '' eu-west-1 'Listener listener-1 of Load balancer web'
  needs "$load_balancer_1" "$target_group_1" || return 0
  lookup listener_1 "Listeners[?to_string(Port)=='80'] | [0].ListenerArn" \
    elbv2 describe-listeners \
    --load-balancer-arn "$load_balancer_1"
  create listener_1 'Listeners[0].ListenerArn' \
    elbv2 create-listener \
    --load-balancer-arn "$load_balancer_1" \
    --port 80 \
    --protocol HTTP \
    --default-actions '[{"Type":"forward","TargetGroupArn":"'"${target_group_1}"'"}]' \
    --tags '[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"listener-1"}]'
  remove listener_1 \
    elbv2 delete-listener \
    --listener-arn "$listener_1"
}

step_route_1() { # route-1
  at '' eu-west-1 'route ::/0 of Route table six'
  needs "$egress_only_gateway_1" "$route_table_3" || return 0
  lookup route_1 "RouteTables[0].Routes[?DestinationIpv6CidrBlock=='::/0' && EgressOnlyInternetGatewayId=='${egress_only_gateway_1}'] | [0].DestinationIpv6CidrBlock" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_3"
  create route_1 '' \
    ec2 create-route \
    --route-table-id "$route_table_3" \
    --destination-ipv6-cidr-block ::/0 \
    --egress-only-internet-gateway-id "$egress_only_gateway_1"
  remove route_1 \
    ec2 delete-route \
    --route-table-id "$route_table_3" \
    --destination-ipv6-cidr-block ::/0
}

step_flow_log_1() { # flow-log-1
  at '' eu-west-1 'Flow log flow-log-1'
  needs "$vpc_1" || return 0
  lookup flow_log_1 'FlowLogs[0].FlowLogId' \
    ec2 describe-flow-logs \
    --filter '[{"Name":"tag:netwright:design","Values":["Kinds that no template uses"]},{"Name":"tag:netwright:id","Values":["flow-log-1"]}]'
  create flow_log_1 'FlowLogIds[0]' \
    ec2 create-flow-logs \
    --resource-ids "$vpc_1" \
    --resource-type VPC \
    --traffic-type REJECT \
    --log-destination-type s3 \
    --log-destination arn:aws:s3:::netwright-flow-logs \
    --tag-specifications '[{"ResourceType":"vpc-flow-log","Tags":[{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"flow-log-1"}]}]'
  remove flow_log_1 \
    ec2 delete-flow-logs \
    --flow-log-ids "$flow_log_1"
}

step_resolver_endpoint_1() { # resolver-endpoint-1
  at '' eu-west-1 'Resolver endpoint out'
  needs "$security_group_1" "$subnet_1" "$subnet_2" || return 0
  lookup resolver_endpoint_1 "ResolverEndpoints[?Status!='DELETING'] | [0].Id" \
    route53resolver list-resolver-endpoints \
    --filters '[{"Name":"Name","Values":["out-e7aca657"]}]'
  create resolver_endpoint_1 ResolverEndpoint.Id \
    route53resolver create-resolver-endpoint \
    --creator-request-id "netwright-e7aca657-${run}" \
    --name out-e7aca657 \
    --direction OUTBOUND \
    --security-group-ids "$security_group_1" \
    --ip-addresses '[{"SubnetId":"'"${subnet_1}"'"},{"SubnetId":"'"${subnet_2}"'"}]' \
    --tags '[{"Key":"Name","Value":"out"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"resolver-endpoint-1"}]'
  await OPERATIONAL 'ACTION_NEEDED|DELETING' ResolverEndpoint.Status \
    route53resolver get-resolver-endpoint \
    --resolver-endpoint-id "$resolver_endpoint_1"
  remove resolver_endpoint_1 \
    route53resolver delete-resolver-endpoint \
    --resolver-endpoint-id "$resolver_endpoint_1"
  gone resolver_endpoint_1 '' ResolverEndpoint.Status \
    route53resolver get-resolver-endpoint \
    --resolver-endpoint-id "$resolver_endpoint_1"
}

step_resolver_rule_1() { # resolver-rule-1
  at '' eu-west-1 'Resolver rule corp'
  needs "$resolver_endpoint_1" || return 0
  lookup resolver_rule_1 "ResolverRules[?Status!='DELETING'] | [0].Id" \
    route53resolver list-resolver-rules \
    --filters '[{"Name":"Name","Values":["corp-cd10d5ca"]}]'
  create resolver_rule_1 ResolverRule.Id \
    route53resolver create-resolver-rule \
    --creator-request-id "netwright-cd10d5ca-${run}" \
    --name corp-cd10d5ca \
    --rule-type FORWARD \
    --domain-name corp.example \
    --target-ips '[{"Ip":"192.168.0.53","Port":53}]' \
    --resolver-endpoint-id "$resolver_endpoint_1" \
    --tags '[{"Key":"Name","Value":"corp"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"resolver-rule-1"}]'
  remove resolver_rule_1 \
    route53resolver delete-resolver-rule \
    --resolver-rule-id "$resolver_rule_1"
}

step_resolver_rule_1_vpc_1() { # resolver-rule-1/vpc-1
  at '' eu-west-1 'Resolver rule corp in VPC edge'
  needs "$resolver_rule_1" "$vpc_1" || return 0
  lookup resolver_rule_1_vpc_1 "ResolverRuleAssociations[?Status!='DELETING'] | [0].Id" \
    route53resolver list-resolver-rule-associations \
    --filters '[{"Name":"ResolverRuleId","Values":["'"${resolver_rule_1}"'"]},{"Name":"VPCId","Values":["'"${vpc_1}"'"]}]'
  create resolver_rule_1_vpc_1 ResolverRuleAssociation.Id \
    route53resolver associate-resolver-rule \
    --resolver-rule-id "$resolver_rule_1" \
    --vpc-id "$vpc_1"
  await COMPLETE FAILED 'ResolverRuleAssociations[0].Status' \
    route53resolver list-resolver-rule-associations \
    --filters '[{"Name":"ResolverRuleId","Values":["'"${resolver_rule_1}"'"]},{"Name":"VPCId","Values":["'"${vpc_1}"'"]}]'
  remove resolver_rule_1_vpc_1 \
    route53resolver disassociate-resolver-rule \
    --resolver-rule-id "$resolver_rule_1" \
    --vpc-id "$vpc_1"
  gone resolver_rule_1_vpc_1 '' 'ResolverRuleAssociations[0].Status' \
    route53resolver list-resolver-rule-associations \
    --filters '[{"Name":"ResolverRuleId","Values":["'"${resolver_rule_1}"'"]},{"Name":"VPCId","Values":["'"${vpc_1}"'"]}]'
}

step_health_check_1() { # health-check-1
  at '' us-east-1 'Health check deep'
  lookup health_check_1 "HealthChecks[?starts_with(CallerReference, 'netwright-8c5edd95-')] | [0].Id" \
    route53 list-health-checks
  create health_check_1 HealthCheck.Id \
    route53 create-health-check \
    --caller-reference "netwright-8c5edd95-${run}" \
    --health-check-config '{"Type":"HTTPS_STR_MATCH","Port":443,"FullyQualifiedDomainName":"www.outside.example","ResourcePath":"/health/deep","SearchString":"ok","RequestInterval":10,"FailureThreshold":3}'
  remove health_check_1 \
    route53 delete-health-check \
    --health-check-id "$health_check_1"
}

step_health_check_1_tags() { # health-check-1/tags
  at '' us-east-1 'tags of Health check deep'
  needs "$health_check_1" || return 0
  lookup health_check_1_tags "ResourceTagSet.Tags[?Key=='netwright:id' && Value=='health-check-1'] | [0].Key" \
    route53 list-tags-for-resource \
    --resource-type healthcheck \
    --resource-id "$health_check_1"
  create health_check_1_tags '' \
    route53 change-tags-for-resource \
    --resource-type healthcheck \
    --resource-id "$health_check_1" \
    --add-tags '[{"Key":"Name","Value":"deep"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"health-check-1"}]'
}

step_health_check_2() { # health-check-2
  at '' us-east-1 'Health check any'
  needs "$health_check_1" || return 0
  lookup health_check_2 "HealthChecks[?starts_with(CallerReference, 'netwright-ad4928b1-')] | [0].Id" \
    route53 list-health-checks
  create health_check_2 HealthCheck.Id \
    route53 create-health-check \
    --caller-reference "netwright-ad4928b1-${run}" \
    --health-check-config '{"Type":"CALCULATED","HealthThreshold":1,"ChildHealthChecks":["'"${health_check_1}"'"]}'
  remove health_check_2 \
    route53 delete-health-check \
    --health-check-id "$health_check_2"
}

step_health_check_2_tags() { # health-check-2/tags
  at '' us-east-1 'tags of Health check any'
  needs "$health_check_2" || return 0
  lookup health_check_2_tags "ResourceTagSet.Tags[?Key=='netwright:id' && Value=='health-check-2'] | [0].Key" \
    route53 list-tags-for-resource \
    --resource-type healthcheck \
    --resource-id "$health_check_2"
  create health_check_2_tags '' \
    route53 change-tags-for-resource \
    --resource-type healthcheck \
    --resource-id "$health_check_2" \
    --add-tags '[{"Key":"Name","Value":"any"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"health-check-2"}]'
}

step_health_check_3() { # health-check-3
  at '' us-east-1 'Health check inside'
  needs "$alarm_1" || return 0
  lookup health_check_3 "HealthChecks[?starts_with(CallerReference, 'netwright-ad8ff17c-')] | [0].Id" \
    route53 list-health-checks
  create health_check_3 HealthCheck.Id \
    route53 create-health-check \
    --caller-reference "netwright-ad8ff17c-${run}" \
    --health-check-config '{"Type":"CLOUDWATCH_METRIC","AlarmIdentifier":{"Region":"eu-west-1","Name":"'"${alarm_1}"'"},"InsufficientDataHealthStatus":"LastKnownStatus"}'
  remove health_check_3 \
    route53 delete-health-check \
    --health-check-id "$health_check_3"
}

step_health_check_3_tags() { # health-check-3/tags
  at '' us-east-1 'tags of Health check inside'
  needs "$health_check_3" || return 0
  lookup health_check_3_tags "ResourceTagSet.Tags[?Key=='netwright:id' && Value=='health-check-3'] | [0].Key" \
    route53 list-tags-for-resource \
    --resource-type healthcheck \
    --resource-id "$health_check_3"
  create health_check_3_tags '' \
    route53 change-tags-for-resource \
    --resource-type healthcheck \
    --resource-id "$health_check_3" \
    --add-tags '[{"Key":"Name","Value":"inside"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"health-check-3"}]'
}

step_dns_record_1() { # dns-record-1
  at '' us-east-1 'DNS record dns-record-1 CNAME'
  needs "$hosted_zone_2" || return 0
  lookup dns_record_1 'ResourceRecordSets[?(Name=='\''\052.outside.example.'\'' || Name=='\''*.outside.example.'\'') && Type=='\''CNAME'\'' && !SetIdentifier] | [0].Name' \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --start-record-name '*.outside.example' \
    --start-record-type CNAME
  create dns_record_1 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"*.outside.example","Type":"CNAME","TTL":60,"ResourceRecords":[{"Value":"www.outside.example"}]}}]}'
  remove dns_record_1 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"*.outside.example","Type":"CNAME","TTL":60,"ResourceRecords":[{"Value":"www.outside.example"}]}}]}'
}

step_dns_record_2() { # dns-record-2
  at '' us-east-1 'DNS record dns-record-2 A'
  needs "$health_check_2" "$hosted_zone_2" || return 0
  lookup dns_record_2 'ResourceRecordSets[?(Name=='\''w.outside.example.'\'' || Name=='\''w.outside.example.'\'') && Type=='\''A'\'' && SetIdentifier=='\''it\'\''s one'\''] | [0].Name' \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --start-record-name w.outside.example \
    --start-record-type A
  create dns_record_2 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"w.outside.example","Type":"A","SetIdentifier":"it\u0027s one","Weight":10,"TTL":60,"ResourceRecords":[{"Value":"192.0.2.1"}],"HealthCheckId":"'"${health_check_2}"'"}}]}'
  remove dns_record_2 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"w.outside.example","Type":"A","SetIdentifier":"it\u0027s one","Weight":10,"TTL":60,"ResourceRecords":[{"Value":"192.0.2.1"}],"HealthCheckId":"'"${health_check_2}"'"}}]}'
}

step_dns_record_3() { # dns-record-3
  at '' us-east-1 'DNS record dns-record-3 A'
  needs "$hosted_zone_2" || return 0
  lookup dns_record_3 "ResourceRecordSets[?(Name=='w.outside.example.' || Name=='w.outside.example.') && Type=='A' && SetIdentifier=='two'] | [0].Name" \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --start-record-name w.outside.example \
    --start-record-type A
  create dns_record_3 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"w.outside.example","Type":"A","SetIdentifier":"two","Weight":0,"TTL":60,"ResourceRecords":[{"Value":"192.0.2.2"}]}}]}'
  remove dns_record_3 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"w.outside.example","Type":"A","SetIdentifier":"two","Weight":0,"TTL":60,"ResourceRecords":[{"Value":"192.0.2.2"}]}}]}'
}

step_dns_record_4() { # dns-record-4
  at '' us-east-1 'DNS record dns-record-4 A'
  needs "$hosted_zone_2" || return 0
  lookup dns_record_4 "ResourceRecordSets[?(Name=='g.outside.example.' || Name=='g.outside.example.') && Type=='A' && SetIdentifier=='all'] | [0].Name" \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --start-record-name g.outside.example \
    --start-record-type A
  create dns_record_4 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"g.outside.example","Type":"A","SetIdentifier":"all","GeoLocation":{"CountryCode":"*"},"TTL":60,"ResourceRecords":[{"Value":"192.0.2.3"}]}}]}'
  remove dns_record_4 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"g.outside.example","Type":"A","SetIdentifier":"all","GeoLocation":{"CountryCode":"*"},"TTL":60,"ResourceRecords":[{"Value":"192.0.2.3"}]}}]}'
}

step_dns_record_5() { # dns-record-5
  at '' us-east-1 'DNS record dns-record-5 A'
  needs "$hosted_zone_2" || return 0
  lookup dns_record_5 "ResourceRecordSets[?(Name=='m.outside.example.' || Name=='m.outside.example.') && Type=='A' && SetIdentifier=='m1'] | [0].Name" \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --start-record-name m.outside.example \
    --start-record-type A
  create dns_record_5 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"m.outside.example","Type":"A","SetIdentifier":"m1","MultiValueAnswer":true,"TTL":60,"ResourceRecords":[{"Value":"192.0.2.4"}]}}]}'
  remove dns_record_5 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"m.outside.example","Type":"A","SetIdentifier":"m1","MultiValueAnswer":true,"TTL":60,"ResourceRecords":[{"Value":"192.0.2.4"}]}}]}'
}

step_dns_record_6() { # dns-record-6
  at '' us-east-1 'DNS record dns-record-6 TXT'
  needs "$hosted_zone_2" || return 0
  lookup dns_record_6 "ResourceRecordSets[?(Name=='t.outside.example.' || Name=='t.outside.example.') && Type=='TXT' && !SetIdentifier] | [0].Name" \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --start-record-name t.outside.example \
    --start-record-type TXT
  create dns_record_6 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"t.outside.example","Type":"TXT","TTL":60,"ResourceRecords":[{"Value":"\"quoted \u0027text\u0027 $(x) `y`\""}]}}]}'
  remove dns_record_6 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"t.outside.example","Type":"TXT","TTL":60,"ResourceRecords":[{"Value":"\"quoted \u0027text\u0027 $(x) `y`\""}]}}]}'
}

step_dns_record_7() { # dns-record-7
  at '' us-east-1 'DNS record dns-record-7 A'
  needs "$hosted_zone_1" || return 0
  lookup dns_record_7 "ResourceRecordSets[?(Name=='db.inside.example.' || Name=='db.inside.example.') && Type=='A' && !SetIdentifier] | [0].Name" \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_1" \
    --start-record-name db.inside.example \
    --start-record-type A
  create dns_record_7 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_1" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"db.inside.example","Type":"A","TTL":60,"ResourceRecords":[{"Value":"10.0.0.5"}]}}]}'
  remove dns_record_7 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_1" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"db.inside.example","Type":"A","TTL":60,"ResourceRecords":[{"Value":"10.0.0.5"}]}}]}'
}

step_dns_record_8() { # dns-record-8
  at '' us-east-1 'DNS record dns-record-8 A'
  needs "$health_check_3" "$hosted_zone_2" || return 0
  lookup dns_record_8 "ResourceRecordSets[?(Name=='p.outside.example.' || Name=='p.outside.example.') && Type=='A' && SetIdentifier=='near'] | [0].Name" \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --start-record-name p.outside.example \
    --start-record-type A
  create dns_record_8 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"p.outside.example","Type":"A","SetIdentifier":"near","GeoProximityLocation":{"AWSRegion":"eu-west-1","Bias":-20},"TTL":60,"ResourceRecords":[{"Value":"192.0.2.6"}],"HealthCheckId":"'"${health_check_3}"'"}}]}'
  remove dns_record_8 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"p.outside.example","Type":"A","SetIdentifier":"near","GeoProximityLocation":{"AWSRegion":"eu-west-1","Bias":-20},"TTL":60,"ResourceRecords":[{"Value":"192.0.2.6"}],"HealthCheckId":"'"${health_check_3}"'"}}]}'
}

step_dns_record_9() { # dns-record-9
  at '' us-east-1 'DNS record dns-record-9 A'
  needs "$hosted_zone_2" || return 0
  lookup dns_record_9 "ResourceRecordSets[?(Name=='g.outside.example.' || Name=='g.outside.example.') && Type=='A' && SetIdentifier=='texas'] | [0].Name" \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --start-record-name g.outside.example \
    --start-record-type A
  create dns_record_9 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"g.outside.example","Type":"A","SetIdentifier":"texas","GeoLocation":{"CountryCode":"US","SubdivisionCode":"TX"},"TTL":60,"ResourceRecords":[{"Value":"192.0.2.7"}]}}]}'
  remove dns_record_9 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"g.outside.example","Type":"A","SetIdentifier":"texas","GeoLocation":{"CountryCode":"US","SubdivisionCode":"TX"},"TTL":60,"ResourceRecords":[{"Value":"192.0.2.7"}]}}]}'
}

step_dns_record_12() { # dns-record-12
  at '' us-east-1 'DNS record dns-record-12 A'
  needs "$api_1_regional_name" "$api_1_zone" "$hosted_zone_2" || return 0
  lookup dns_record_12 "ResourceRecordSets[?(Name=='api.outside.example.' || Name=='api.outside.example.') && Type=='A' && !SetIdentifier] | [0].Name" \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --start-record-name api.outside.example \
    --start-record-type A
  create dns_record_12 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"api.outside.example","Type":"A","AliasTarget":{"HostedZoneId":"'"${api_1_zone}"'","DNSName":"'"${api_1_regional_name}"'","EvaluateTargetHealth":true}}}]}'
  remove dns_record_12 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"api.outside.example","Type":"A","AliasTarget":{"HostedZoneId":"'"${api_1_zone}"'","DNSName":"'"${api_1_regional_name}"'","EvaluateTargetHealth":true}}}]}'
}

step_ip_set_1() { # ip-set-1
  at '' eu-west-1 'IP set offices'
  lookup ip_set_1 "IPSets[?Name=='offices-58cbda9e'] | [0].ARN" \
    wafv2 list-ip-sets \
    --scope REGIONAL
  create ip_set_1 Summary.ARN \
    wafv2 create-ip-set \
    --name offices-58cbda9e \
    --scope REGIONAL \
    --ip-address-version IPV4 \
    --addresses 198.51.100.0/24 203.0.113.0/24 \
    --tags '[{"Key":"Name","Value":"offices"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"ip-set-1"}]'
}

step_ip_set_1_id() { # ip-set-1/id
  at '' eu-west-1 'id of IP set offices'
  expect ip_set_1_id "IPSets[?Name=='offices-58cbda9e'] | [0].Id" \
    wafv2 list-ip-sets \
    --scope REGIONAL
}

step_ip_set_1_lock_token() { # ip-set-1/lock-token
  at '' eu-west-1 'lock token of IP set offices'
  expect ip_set_1_lock_token "IPSets[?Name=='offices-58cbda9e'] | [0].LockToken" \
    wafv2 list-ip-sets \
    --scope REGIONAL
}

step_ip_set_1_removal() { # ip-set-1/removal
  at '' eu-west-1 'IP set offices'
  needs "$ip_set_1_id" "$ip_set_1_lock_token" || return 0
  expect ip_set_1_removal "IPSets[?Name=='offices-58cbda9e'] | [0].ARN" \
    wafv2 list-ip-sets \
    --scope REGIONAL
  remove ip_set_1_removal \
    wafv2 delete-ip-set \
    --name offices-58cbda9e \
    --scope REGIONAL \
    --id "$ip_set_1_id" \
    --lock-token "$ip_set_1_lock_token"
}

step_web_acl_1() { # web-acl-1
  at '' eu-west-1 'Web ACL front'
  needs "$ip_set_1" || return 0
  lookup web_acl_1 "WebACLs[?Name=='front-b34a6bfc'] | [0].ARN" \
    wafv2 list-web-acls \
    --scope REGIONAL
  create web_acl_1 Summary.ARN \
    wafv2 create-web-acl \
    --name front-b34a6bfc \
    --scope REGIONAL \
    --default-action '{"Block":{}}' \
    --rules '[{"Name":"countries-8bf691df","Priority":1,"Statement":{"OrStatement":{"Statements":[{"GeoMatchStatement":{"CountryCodes":["IE","DE"]}},{"SizeConstraintStatement":{"FieldToMatch":{"Body":{"OversizeHandling":"CONTINUE"}},"ComparisonOperator":"LE","Size":8192,"TextTransformations":[{"Priority":0,"Type":"NONE"}]}}]}},"Action":{"Count":{}},"RuleLabels":[{"Name":"seen"}],"VisibilityConfig":{"SampledRequestsEnabled":true,"CloudWatchMetricsEnabled":true,"MetricName":"countries-8bf691df"}},{"Name":"offices-3c408504","Priority":2,"Statement":{"IPSetReferenceStatement":{"ARN":"'"${ip_set_1}"'"}},"Action":{"Allow":{}},"VisibilityConfig":{"SampledRequestsEnabled":true,"CloudWatchMetricsEnabled":true,"MetricName":"offices-3c408504"}}]' \
    --visibility-config '{"SampledRequestsEnabled":true,"CloudWatchMetricsEnabled":true,"MetricName":"front-b34a6bfc"}' \
    --tags '[{"Key":"Name","Value":"front"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"web-acl-1"}]'
}

step_web_acl_1_id() { # web-acl-1/id
  at '' eu-west-1 'id of Web ACL front'
  expect web_acl_1_id "WebACLs[?Name=='front-b34a6bfc'] | [0].Id" \
    wafv2 list-web-acls \
    --scope REGIONAL
}

step_web_acl_1_lock_token() { # web-acl-1/lock-token
  at '' eu-west-1 'lock token of Web ACL front'
  expect web_acl_1_lock_token "WebACLs[?Name=='front-b34a6bfc'] | [0].LockToken" \
    wafv2 list-web-acls \
    --scope REGIONAL
}

step_web_acl_1_removal() { # web-acl-1/removal
  at '' eu-west-1 'Web ACL front'
  needs "$web_acl_1_id" "$web_acl_1_lock_token" || return 0
  expect web_acl_1_removal "WebACLs[?Name=='front-b34a6bfc'] | [0].ARN" \
    wafv2 list-web-acls \
    --scope REGIONAL
  remove web_acl_1_removal \
    wafv2 delete-web-acl \
    --name front-b34a6bfc \
    --scope REGIONAL \
    --id "$web_acl_1_id" \
    --lock-token "$web_acl_1_lock_token"
}

step_web_acl_association_1() { # web-acl-association-1
  at '' eu-west-1 'web ACL of Load balancer web'
  needs "$load_balancer_1" "$web_acl_1" || return 0
  lookup web_acl_association_1 "[WebACL] | [?ARN=='${web_acl_1}'] | [0].ARN" \
    wafv2 get-web-acl-for-resource \
    --resource-arn "$load_balancer_1"
  create web_acl_association_1 '' \
    wafv2 associate-web-acl \
    --web-acl-arn "$web_acl_1" \
    --resource-arn "$load_balancer_1"
  remove web_acl_association_1 \
    wafv2 disassociate-web-acl \
    --resource-arn "$load_balancer_1"
}

step_web_acl_association_2() { # web-acl-association-2
  at '' eu-west-1 'web ACL of API Gateway stage orders'
  needs "$api_1" "$web_acl_1" || return 0
  lookup web_acl_association_2 "[WebACL] | [?ARN=='${web_acl_1}'] | [0].ARN" \
    wafv2 get-web-acl-for-resource \
    --resource-arn "$api_1"
  create web_acl_association_2 '' \
    wafv2 associate-web-acl \
    --web-acl-arn "$web_acl_1" \
    --resource-arn "$api_1"
  remove web_acl_association_2 \
    wafv2 disassociate-web-acl \
    --resource-arn "$api_1"
}

step_load_balancer_1_dns_name() { # load-balancer-1/dns-name
  at '' eu-west-1 'dns-name of Load balancer web'
  needs "$load_balancer_1" || return 0
  expect load_balancer_1_dns_name 'LoadBalancers[0].DNSName' \
    elbv2 describe-load-balancers \
    --load-balancer-arns "$load_balancer_1"
}

step_distribution_1() { # distribution-1
  at '' us-east-1 'CloudFront distribution web'
  needs "$load_balancer_1_dns_name" || return 0
  lookup distribution_1 "DistributionList.Items[?Comment=='web-eef6ff7a'] | [0].Id" \
    cloudfront list-distributions
  create distribution_1 Distribution.Id \
    cloudfront create-distribution-with-tags \
    --distribution-config-with-tags '{"DistributionConfig":{"CallerReference":"netwright-eef6ff7a-'"${run}"'","Comment":"web-eef6ff7a","Enabled":true,"Aliases":{"Quantity":0},"Origins":{"Quantity":1,"Items":[{"Id":"netwright","DomainName":"'"${load_balancer_1_dns_name}"'","OriginPath":"","CustomOriginConfig":{"HTTPPort":80,"HTTPSPort":443,"OriginProtocolPolicy":"http-only","OriginSslProtocols":{"Quantity":1,"Items":["TLSv1.2"]}}}]},"DefaultCacheBehavior":{"TargetOriginId":"netwright","ViewerProtocolPolicy":"redirect-to-https","AllowedMethods":{"Quantity":7,"Items":["DELETE","GET","HEAD","OPTIONS","PATCH","POST","PUT"],"CachedMethods":{"Quantity":2,"Items":["GET","HEAD"]}},"Compress":true,"CachePolicyId":"4135ea2d-6df8-44a3-9df3-4b5a84be39ad","OriginRequestPolicyId":"216adef6-5c7f-47e4-b989-5492eafa07d3"},"ViewerCertificate":{"CloudFrontDefaultCertificate":true},"HttpVersion":"http2and3","IsIPV6Enabled":true},"Tags":{"Items":[{"Key":"Name","Value":"web"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"distribution-1"},{"Key":"team","Value":"it_s edge"}]}}'
}

step_distribution_1_version() { # distribution-1/version
  at '' us-east-1 'version of CloudFront distribution web'
  needs "$distribution_1" || return 0
  expect distribution_1_version ETag \
    cloudfront get-distribution-config \
    --id "$distribution_1"
  renew distribution_1_version ETag \
    cloudfront get-distribution-config \
    --id "$distribution_1"
  remove distribution_1_version \
    cloudfront delete-distribution \
    --id "$distribution_1" \
    --if-match "$distribution_1_version"
}

step_distribution_1_settings_wanted() { # distribution-1/settings-wanted
  at '' us-east-1 'settings wanted of CloudFront distribution web'
  needs "$distribution_1" "$load_balancer_1_dns_name" || return 0
  expect distribution_1_settings_wanted 'DistributionConfig | merge(@, {Enabled: `true`, Aliases: `{"Quantity": 0}`, Origins: {Quantity: length([Origins.Items[?Id!='\''netwright'\''], [merge((Origins.Items[?Id=='\''netwright'\''] | [0]) || `{}`, `{"Id": "netwright", "DomainName": "'"${load_balancer_1_dns_name}"'", "OriginPath": ""}`, {CustomOriginConfig: merge((Origins.Items[?Id=='\''netwright'\''] | [0]).CustomOriginConfig || `{}`, `{"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only", "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]}}`)})]][]), Items: [Origins.Items[?Id!='\''netwright'\''], [merge((Origins.Items[?Id=='\''netwright'\''] | [0]) || `{}`, `{"Id": "netwright", "DomainName": "'"${load_balancer_1_dns_name}"'", "OriginPath": ""}`, {CustomOriginConfig: merge((Origins.Items[?Id=='\''netwright'\''] | [0]).CustomOriginConfig || `{}`, `{"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only", "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]}}`)})]][]}, DefaultCacheBehavior: merge(DefaultCacheBehavior, {TargetOriginId: '\''netwright'\'', ViewerProtocolPolicy: (DefaultCacheBehavior.ViewerProtocolPolicy=='\''https-only'\'' && '\''https-only'\'') || '\''redirect-to-https'\''})})' \
    cloudfront get-distribution-config \
    --id "$distribution_1"
}

step_distribution_1_settings() { # distribution-1/settings
  at '' us-east-1 'settings of CloudFront distribution web'
  needs "$distribution_1" "$distribution_1_settings_wanted" "$distribution_1_version" "$load_balancer_1_dns_name" || return 0
  lookup distribution_1_settings 'DistributionConfig | [@] | [?Enabled && sort(Aliases.Items || `[]`)==`[]` && (Origins.Items[?Id=='\''netwright'\'' && DomainName==`"'"${load_balancer_1_dns_name}"'"` && (OriginPath || '\'''\'')==`""` && CustomOriginConfig.OriginProtocolPolicy=='\''http-only'\'' && CustomOriginConfig.HTTPPort==`80`]) && DefaultCacheBehavior.TargetOriginId=='\''netwright'\'' && DefaultCacheBehavior.ViewerProtocolPolicy!='\''allow-all'\''] | [0].CallerReference' \
    cloudfront get-distribution-config \
    --id "$distribution_1"
  create distribution_1_settings '' \
    cloudfront update-distribution \
    --id "$distribution_1" \
    --distribution-config "$distribution_1_settings_wanted" \
    --if-match "$distribution_1_version"
  await Deployed '' Distribution.Status \
    cloudfront get-distribution \
    --id "$distribution_1"
}

step_distribution_1_settings_off() { # distribution-1/settings-off
  at '' us-east-1 'last settings of CloudFront distribution web'
  needs "$distribution_1" || return 0
  expect distribution_1_settings_off 'merge(DistributionConfig, {Enabled: `false`})' \
    cloudfront get-distribution-config \
    --id "$distribution_1"
}

step_distribution_1_enabled() { # distribution-1/enabled
  at '' us-east-1 'requests to CloudFront distribution web'
  needs "$distribution_1" "$distribution_1_settings_off" "$distribution_1_version" || return 0
  expect distribution_1_enabled DistributionConfig.Enabled \
    cloudfront get-distribution-config \
    --id "$distribution_1"
  remove distribution_1_enabled \
    cloudfront update-distribution \
    --id "$distribution_1" \
    --distribution-config "$distribution_1_settings_off" \
    --if-match "$distribution_1_version"
  gone distribution_1_enabled Deployed Distribution.Status \
    cloudfront get-distribution \
    --id "$distribution_1"
}

step_distribution_1_domain_name() { # distribution-1/domain-name
  at '' us-east-1 'name of CloudFront distribution web'
  needs "$distribution_1" || return 0
  expect distribution_1_domain_name Distribution.DomainName \
    cloudfront get-distribution \
    --id "$distribution_1"
}

step_dns_record_10() { # dns-record-10
  at '' us-east-1 'DNS record dns-record-10 A'
  needs "$distribution_1_domain_name" "$hosted_zone_2" || return 0
  lookup dns_record_10 "ResourceRecordSets[?(Name=='cdn.outside.example.' || Name=='cdn.outside.example.') && Type=='A' && !SetIdentifier] | [0].Name" \
    route53 list-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --start-record-name cdn.outside.example \
    --start-record-type A
  create dns_record_10 '' \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"cdn.outside.example","Type":"A","AliasTarget":{"HostedZoneId":"Z2FDTNDATAQYW2","DNSName":"'"${distribution_1_domain_name}"'","EvaluateTargetHealth":false}}}]}'
  remove dns_record_10 \
    route53 change-resource-record-sets \
    --hosted-zone-id "$hosted_zone_2" \
    --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"cdn.outside.example","Type":"A","AliasTarget":{"HostedZoneId":"Z2FDTNDATAQYW2","DNSName":"'"${distribution_1_domain_name}"'","EvaluateTargetHealth":false}}}]}'
}

step_distribution_2() { # distribution-2
  at '' us-east-1 'CloudFront distribution elsewhere'
  lookup distribution_2 "DistributionList.Items[?Comment=='elsewhere-7b07ad47'] | [0].Id" \
    cloudfront list-distributions
  create distribution_2 Distribution.Id \
    cloudfront create-distribution-with-tags \
    --distribution-config-with-tags '{"DistributionConfig":{"CallerReference":"netwright-7b07ad47-'"${run}"'","Comment":"elsewhere-7b07ad47","Enabled":true,"Aliases":{"Quantity":0},"Origins":{"Quantity":1,"Items":[{"Id":"netwright","DomainName":"elsewhere.example.org","OriginPath":"","CustomOriginConfig":{"HTTPPort":80,"HTTPSPort":443,"OriginProtocolPolicy":"https-only","OriginSslProtocols":{"Quantity":1,"Items":["TLSv1.2"]}}}]},"DefaultCacheBehavior":{"TargetOriginId":"netwright","ViewerProtocolPolicy":"redirect-to-https","AllowedMethods":{"Quantity":7,"Items":["DELETE","GET","HEAD","OPTIONS","PATCH","POST","PUT"],"CachedMethods":{"Quantity":2,"Items":["GET","HEAD"]}},"Compress":true,"CachePolicyId":"4135ea2d-6df8-44a3-9df3-4b5a84be39ad","OriginRequestPolicyId":"b689b0a8-53d0-40ab-baf2-68738e2966ac"},"ViewerCertificate":{"CloudFrontDefaultCertificate":true},"HttpVersion":"http2and3","IsIPV6Enabled":true},"Tags":{"Items":[{"Key":"Name","Value":"elsewhere"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"distribution-2"}]}}'
}

step_distribution_2_version() { # distribution-2/version
  at '' us-east-1 'version of CloudFront distribution elsewhere'
  needs "$distribution_2" || return 0
  expect distribution_2_version ETag \
    cloudfront get-distribution-config \
    --id "$distribution_2"
  renew distribution_2_version ETag \
    cloudfront get-distribution-config \
    --id "$distribution_2"
  remove distribution_2_version \
    cloudfront delete-distribution \
    --id "$distribution_2" \
    --if-match "$distribution_2_version"
}

step_distribution_2_settings_wanted() { # distribution-2/settings-wanted
  at '' us-east-1 'settings wanted of CloudFront distribution elsewhere'
  needs "$distribution_2" || return 0
  expect distribution_2_settings_wanted 'DistributionConfig | merge(@, {Enabled: `true`, Aliases: `{"Quantity": 0}`, Origins: {Quantity: length([Origins.Items[?Id!='\''netwright'\''], [merge((Origins.Items[?Id=='\''netwright'\''] | [0]) || `{}`, `{"Id": "netwright", "DomainName": "elsewhere.example.org", "OriginPath": ""}`, {CustomOriginConfig: merge((Origins.Items[?Id=='\''netwright'\''] | [0]).CustomOriginConfig || `{}`, `{"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only", "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]}}`)})]][]), Items: [Origins.Items[?Id!='\''netwright'\''], [merge((Origins.Items[?Id=='\''netwright'\''] | [0]) || `{}`, `{"Id": "netwright", "DomainName": "elsewhere.example.org", "OriginPath": ""}`, {CustomOriginConfig: merge((Origins.Items[?Id=='\''netwright'\''] | [0]).CustomOriginConfig || `{}`, `{"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only", "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]}}`)})]][]}, DefaultCacheBehavior: merge(DefaultCacheBehavior, {TargetOriginId: '\''netwright'\'', ViewerProtocolPolicy: (DefaultCacheBehavior.ViewerProtocolPolicy=='\''https-only'\'' && '\''https-only'\'') || '\''redirect-to-https'\''})})' \
    cloudfront get-distribution-config \
    --id "$distribution_2"
}

step_distribution_2_settings() { # distribution-2/settings
  at '' us-east-1 'settings of CloudFront distribution elsewhere'
  needs "$distribution_2" "$distribution_2_settings_wanted" "$distribution_2_version" || return 0
  lookup distribution_2_settings 'DistributionConfig | [@] | [?Enabled && sort(Aliases.Items || `[]`)==`[]` && (Origins.Items[?Id=='\''netwright'\'' && DomainName==`"elsewhere.example.org"` && (OriginPath || '\'''\'')==`""` && CustomOriginConfig.OriginProtocolPolicy=='\''https-only'\'' && CustomOriginConfig.HTTPSPort==`443`]) && DefaultCacheBehavior.TargetOriginId=='\''netwright'\'' && DefaultCacheBehavior.ViewerProtocolPolicy!='\''allow-all'\''] | [0].CallerReference' \
    cloudfront get-distribution-config \
    --id "$distribution_2"
  create distribution_2_settings '' \
    cloudfront update-distribution \
    --id "$distribution_2" \
    --distribution-config "$distribution_2_settings_wanted" \
    --if-match "$distribution_2_version"
  await Deployed '' Distribution.Status \
    cloudfront get-distribution \
    --id "$distribution_2"
}

step_distribution_2_settings_off() { # distribution-2/settings-off
  at '' us-east-1 'last settings of CloudFront distribution elsewhere'
  needs "$distribution_2" || return 0
  expect distribution_2_settings_off 'merge(DistributionConfig, {Enabled: `false`})' \
    cloudfront get-distribution-config \
    --id "$distribution_2"
}

step_distribution_2_enabled() { # distribution-2/enabled
  at '' us-east-1 'requests to CloudFront distribution elsewhere'
  needs "$distribution_2" "$distribution_2_settings_off" "$distribution_2_version" || return 0
  expect distribution_2_enabled DistributionConfig.Enabled \
    cloudfront get-distribution-config \
    --id "$distribution_2"
  remove distribution_2_enabled \
    cloudfront update-distribution \
    --id "$distribution_2" \
    --distribution-config "$distribution_2_settings_off" \
    --if-match "$distribution_2_version"
  gone distribution_2_enabled Deployed Distribution.Status \
    cloudfront get-distribution \
    --id "$distribution_2"
}

step_distribution_2_domain_name() { # distribution-2/domain-name
  at '' us-east-1 'name of CloudFront distribution elsewhere'
  needs "$distribution_2" || return 0
  expect distribution_2_domain_name Distribution.DomainName \
    cloudfront get-distribution \
    --id "$distribution_2"
}

step_distribution_4() { # distribution-4
  at '' us-east-1 'CloudFront distribution orders'
  lookup distribution_4 "DistributionList.Items[?Comment=='orders-f75b9eb3'] | [0].Id" \
    cloudfront list-distributions
  create distribution_4 Distribution.Id \
    cloudfront create-distribution-with-tags \
    --distribution-config-with-tags '{"DistributionConfig":{"CallerReference":"netwright-f75b9eb3-'"${run}"'","Comment":"orders-f75b9eb3","Enabled":true,"Aliases":{"Quantity":0},"Origins":{"Quantity":1,"Items":[{"Id":"netwright","DomainName":"a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com","OriginPath":"/prod_1","CustomOriginConfig":{"HTTPPort":80,"HTTPSPort":443,"OriginProtocolPolicy":"https-only","OriginSslProtocols":{"Quantity":1,"Items":["TLSv1.2"]}}}]},"DefaultCacheBehavior":{"TargetOriginId":"netwright","ViewerProtocolPolicy":"redirect-to-https","AllowedMethods":{"Quantity":7,"Items":["DELETE","GET","HEAD","OPTIONS","PATCH","POST","PUT"],"CachedMethods":{"Quantity":2,"Items":["GET","HEAD"]}},"Compress":true,"CachePolicyId":"4135ea2d-6df8-44a3-9df3-4b5a84be39ad","OriginRequestPolicyId":"b689b0a8-53d0-40ab-baf2-68738e2966ac"},"ViewerCertificate":{"CloudFrontDefaultCertificate":true},"HttpVersion":"http2and3","IsIPV6Enabled":true},"Tags":{"Items":[{"Key":"Name","Value":"orders"},{"Key":"netwright:design","Value":"Kinds that no template uses"},{"Key":"netwright:id","Value":"distribution-4"}]}}'
}

step_distribution_4_version() { # distribution-4/version
  at '' us-east-1 'version of CloudFront distribution orders'
  needs "$distribution_4" || return 0
  expect distribution_4_version ETag \
    cloudfront get-distribution-config \
    --id "$distribution_4"
  renew distribution_4_version ETag \
    cloudfront get-distribution-config \
    --id "$distribution_4"
  remove distribution_4_version \
    cloudfront delete-distribution \
    --id "$distribution_4" \
    --if-match "$distribution_4_version"
}

step_distribution_4_settings_wanted() { # distribution-4/settings-wanted
  at '' us-east-1 'settings wanted of CloudFront distribution orders'
  needs "$distribution_4" || return 0
  expect distribution_4_settings_wanted 'DistributionConfig | merge(@, {Enabled: `true`, Aliases: `{"Quantity": 0}`, Origins: {Quantity: length([Origins.Items[?Id!='\''netwright'\''], [merge((Origins.Items[?Id=='\''netwright'\''] | [0]) || `{}`, `{"Id": "netwright", "DomainName": "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com", "OriginPath": "/prod_1"}`, {CustomOriginConfig: merge((Origins.Items[?Id=='\''netwright'\''] | [0]).CustomOriginConfig || `{}`, `{"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only", "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]}}`)})]][]), Items: [Origins.Items[?Id!='\''netwright'\''], [merge((Origins.Items[?Id=='\''netwright'\''] | [0]) || `{}`, `{"Id": "netwright", "DomainName": "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com", "OriginPath": "/prod_1"}`, {CustomOriginConfig: merge((Origins.Items[?Id=='\''netwright'\''] | [0]).CustomOriginConfig || `{}`, `{"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only", "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]}}`)})]][]}, DefaultCacheBehavior: merge(DefaultCacheBehavior, {TargetOriginId: '\''netwright'\'', ViewerProtocolPolicy: (DefaultCacheBehavior.ViewerProtocolPolicy=='\''https-only'\'' && '\''https-only'\'') || '\''redirect-to-https'\''})})' \
    cloudfront get-distribution-config \
    --id "$distribution_4"
}

step_distribution_4_settings() { # distribution-4/settings
  at '' us-east-1 'settings of CloudFront distribution orders'
  needs "$distribution_4" "$distribution_4_settings_wanted" "$distribution_4_version" || return 0
  lookup distribution_4_settings 'DistributionConfig | [@] | [?Enabled && sort(Aliases.Items || `[]`)==`[]` && (Origins.Items[?Id=='\''netwright'\'' && DomainName==`"a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"` && (OriginPath || '\'''\'')==`"/prod_1"` && CustomOriginConfig.OriginProtocolPolicy=='\''https-only'\'' && CustomOriginConfig.HTTPSPort==`443`]) && DefaultCacheBehavior.TargetOriginId=='\''netwright'\'' && DefaultCacheBehavior.ViewerProtocolPolicy!='\''allow-all'\''] | [0].CallerReference' \
    cloudfront get-distribution-config \
    --id "$distribution_4"
  create distribution_4_settings '' \
    cloudfront update-distribution \
    --id "$distribution_4" \
    --distribution-config "$distribution_4_settings_wanted" \
    --if-match "$distribution_4_version"
  await Deployed '' Distribution.Status \
    cloudfront get-distribution \
    --id "$distribution_4"
}

step_distribution_4_settings_off() { # distribution-4/settings-off
  at '' us-east-1 'last settings of CloudFront distribution orders'
  needs "$distribution_4" || return 0
  expect distribution_4_settings_off 'merge(DistributionConfig, {Enabled: `false`})' \
    cloudfront get-distribution-config \
    --id "$distribution_4"
}

step_distribution_4_enabled() { # distribution-4/enabled
  at '' us-east-1 'requests to CloudFront distribution orders'
  needs "$distribution_4" "$distribution_4_settings_off" "$distribution_4_version" || return 0
  expect distribution_4_enabled DistributionConfig.Enabled \
    cloudfront get-distribution-config \
    --id "$distribution_4"
  remove distribution_4_enabled \
    cloudfront update-distribution \
    --id "$distribution_4" \
    --distribution-config "$distribution_4_settings_off" \
    --if-match "$distribution_4_version"
  gone distribution_4_enabled Deployed Distribution.Status \
    cloudfront get-distribution \
    --id "$distribution_4"
}

step_distribution_4_domain_name() { # distribution-4/domain-name
  at '' us-east-1 'name of CloudFront distribution orders'
  needs "$distribution_4" || return 0
  expect distribution_4_domain_name Distribution.DomainName \
    cloudfront get-distribution \
    --id "$distribution_4"
}

steps=(
  api_1
  api_1_zone
  api_1_regional_name
  alarm_1
  vpc_1
  vpc_1_ipv6_block
  vpc_1_dns_hostnames
  vpc_2
  vpc_2_ipv6_block
  internet_gateway_1
  internet_gateway_1_attachment
  egress_only_gateway_1
  customer_gateway_1
  vpn_gateway_1
  vpn_gateway_1_attachment
  route_table_1
  route_table_1_edge
  route_table_2
  route_table_2_propagation_vpn_gateway_1
  route_table_3
  subnet_1
  subnet_1_ipv6_block
  subnet_2
  subnet_2_ipv6_block
  subnet_3
  subnet_4
  subnet_4_route_table
  security_group_1
  security_group_1_no_default_egress
  security_group_1_no_default_egress_ipv6
  security_group_rule_1
  security_group_rule_2
  elastic_ip_1
  elastic_ip_2
  tgw_1
  tgw_2
  tgw_2_defaults_off
  tgw_route_table_1
  tgw_route_table_1_tags
  tgw_route_table_2
  vpn_connection_1
  vpn_connection_1_192_168_0_0_16
  direct_connect_gateway_1
  virtual_interface_1
  virtual_interface_1_mtu
  virtual_interface_2
  virtual_interface_2_mtu
  virtual_interface_3
  tgw_attachment_1
  tgw_attachment_2
  tgw_1_account_number
  tgw_attachment_3
  tgw_attachment_3_request
  tgw_attachment_3_acceptance
  tgw_propagation_1
  tgw_propagation_2
  tgw_association_1
  tgw_association_2_other_table
  tgw_association_2_leave
  tgw_association_2
  instance_1
  instance_1_address
  instance_1_forwards
  instance_2
  network_interface_1
  network_interface_1_forwards
  network_interface_1_address
  hosted_zone_1
  hosted_zone_1_tags
  hosted_zone_1_vpc_2
  hosted_zone_2
  hosted_zone_2_tags
  load_balancer_1
  target_group_1
  instance_1_private_address
  target_group_1_instance_1
  listener_1
  route_1
  flow_log_1
  resolver_endpoint_1
  resolver_rule_1
  resolver_rule_1_vpc_1
  health_check_1
  health_check_1_tags
  health_check_2
  health_check_2_tags
  health_check_3
  health_check_3_tags
  dns_record_1
  dns_record_2
  dns_record_3
  dns_record_4
  dns_record_5
  dns_record_6
  dns_record_7
  dns_record_8
  dns_record_9
  dns_record_12
  ip_set_1
  ip_set_1_id
  ip_set_1_lock_token
  ip_set_1_removal
  web_acl_1
  web_acl_1_id
  web_acl_1_lock_token
  web_acl_1_removal
  web_acl_association_1
  web_acl_association_2
  load_balancer_1_dns_name
  distribution_1
  distribution_1_version
  distribution_1_settings_wanted
  distribution_1_settings
  distribution_1_settings_off
  distribution_1_enabled
  distribution_1_domain_name
  dns_record_10
  distribution_2
  distribution_2_version
  distribution_2_settings_wanted
  distribution_2_settings
  distribution_2_settings_off
  distribution_2_enabled
  distribution_2_domain_name
  distribution_4
  distribution_4_version
  distribution_4_settings_wanted
  distribution_4_settings
  distribution_4_settings_off
  distribution_4_enabled
  distribution_4_domain_name
)
first=(
  vpc_1
  vpc_2
  hosted_zone_1
  hosted_zone_2
)

preflight
if [ "$mode" = create ]; then
  mode=compare
  for step in ${first[@]+"${first[@]}"}; do "step_$step"; done
  mode=create
fi
for step in ${steps[@]+"${steps[@]}"}; do "step_$step"; done
if [ "$mode" = scan ]; then
  mode=remove
  for ((place = ${#steps[@]} - 1; place >= 0; place--)); do "step_${steps[place]}"; done
fi
say 'done'
